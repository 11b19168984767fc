// The events that somebody may have to act upon, each under the number by which the journal's catalogue explains it
// (systemd/hms-ach.catalog; `journalctl -x`). A number is never given to another event.

enum JournalEvent {
    /// MESSAGE_ID by event: 128 bits, chosen by chance.
    static let messageIDs: [String: String] = [
        "gateway.started": "68129277ac344078afd4f207386caad9",
        "gateway.stopped": "26f5f759d08f41549e98d71617102fc7",
        "recovery.done": "ad32d43d5d7c40e3b5e9cebcb875e571",
        "configuration.reloaded": "9263ab6f0e0142f7a114cb0c0aa0327f",
        "configuration.refused": "e87a0a2771004db7b0ac5215e18678d4",
        "arrival.held": "19f59e2512434173b055598ce71274fd",
        "arrival.quarantined": "74368cd00a774bb58da1c291be87db78",
        "arrival.rejected": "74bcaa7d9032469d8facadd8cf21e97c",
        "dispatch.held": "994ad20552cd41ad9108b52a5ebc79e8",
        "lane.stuck": "f20f5aa763fa49988bc61cec7ada2fee",
        "lane.cut": "8bc9408dbef7432186d5baf1af40119a",
        "lane.fault": "3d1c8de7ed904e85bcc8e2cd1843daf6",
        "account.stopped": "827df8cece704e1587282cad01c7e055",
        "key.ends": "d1f90468daef46feba4490a0d30963cb",
        "intake.stopped": "5ca7530432884d5998af2f40d071d142",
        "intake.resumed": "ab96e57f381f4e478ad035e86b863339",
        "file.missing": "b37dbac14a5344fe96044c9109117de7",
        "dispatch.unconfirmed": "bc6eb47850bd4cf8a50caf4969dc8a7e",
        "receipt.contradicts": "3b0ac440b33a43b0a35240ed9074d55b",
        "receipt.after-delivery": "536f9f9dff444e57b118cae873bb3a2b",
        "receipt.undelivered": "be1ccc2ba5e24d67864babfbba69fb28",
        "message.id-reused": "e039371385f94f328fa0ef0511cbdb64",
        "exchange.unusable": "9dc1c606240140179dd629bcb071ada1",
        "inbox.fault": "adbcc712e5f34a4e9e3208ab9e080730",
        "inbox.refused": "29c40a8ae7a34a7295a2a2b3a18f4b09",
        "fetch.refused": "2b1daeefcdd44584a3e57a6398dffdff",
        "fetch.not-filed": "fc14e37d30024b7aa1b47ff2ea78e57d",
        "account.fault": "c9dcba983b4349a6b53831259f781755",
        "account.is-stopped": "6cc4051f5b3a4bcab0f8fcee085553d2",
        "dispatch.unknown-outcome": "5380537619ce4414bc2403e52f5f3031",
        "dispatch.no-copy": "2626de30bc3e44139cc6eea37b44e70a",
        "original.not-moved": "ffccae5331c64418986adc8c3c592973",
        "ledger.refused": "e8d66e2c3cd84170b06242f1b14ef165",
    ]
}
