// Certificates and keys made for these tests alone; they open and sign nothing else.

import SMIME
import Testing

/// An identity as PEM texts, and read.
struct Fixture: Sendable {
    let certificatePEM: String
    let keyPEM: String

    private let read: Result<Identity, SMIMEError>

    init(certificatePEM: String, keyPEM: String) {
        self.certificatePEM = certificatePEM
        self.keyPEM = keyPEM
        read = Result { () throws(SMIMEError) in
            try Identity(
                certificate: Certificate(pem: Array(certificatePEM.utf8)), privateKeyPEM: Array(keyPEM.utf8))
        }
    }

    var identity: Identity { get throws { try read.get() } }

    var certificate: Certificate { get throws { try identity.certificate } }
}

extension Fixture {
    /// RSA, 2048 bits: `O=hospital example, CN=hospital`.
    static let hospital = Fixture(
        certificatePEM: """
            -----BEGIN CERTIFICATE-----
            MIIDPzCCAiegAwIBAgIUbLOjRqrLVQ+xs5NcHD5somhbC3QwDQYJKoZIhvcNAQEL
            BQAwLjEZMBcGA1UECgwQaG9zcGl0YWwgZXhhbXBsZTERMA8GA1UEAwwIaG9zcGl0
            YWwwIBcNMjYxMTIxMTAxMDMwWhgPMjEyNjEwMjgxMDEwMzBaMC4xGTAXBgNVBAoM
            EGhvc3BpdGFsIGV4YW1wbGUxETAPBgNVBAMMCGhvc3BpdGFsMIIBIjANBgkqhkiG
            9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtNkotnbdWg44c5KVmIoCxfh+lkrZe1d4A2wO
            fqrtUmK4vHjBx6zhPHrmtCZ/eZMMsvUUuNCCxcd1+uQpcxKjyYf7bQeFCEbahA+T
            w+huwM69R2Uxr6jsL0Z3PhZLz41fC2uhhHok3g4WvHR59bCZz0u0yJW1kBfwp8GW
            OHzywVD6q4H5yG/BRLZ1l3InyBycEN8xYQL1v+ChwvaE7rJY4IEfFvdzA0M6zhpC
            EUJ28yrZ2DQp4ymoPBL9By354bnL1Krv03pDninEipS4tTXV314zN394l5yKM/+A
            f+Jv5VxMeD0uCDxhoEfIguEAErlLPKp2cbYrq6EZ+TLAnbAR4QIDAQABo1MwUTAd
            BgNVHQ4EFgQUtH8UxciRvcDujprajpBJqFAB7ZMwHwYDVR0jBBgwFoAUtH8UxciR
            vcDujprajpBJqFAB7ZMwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOC
            AQEAUQJB/UCmmR5mfQ7371bq7ZqHrZ2PH64/5AjZa/9C4mVhxQAXcfjq/MxA8U7/
            i0IZecfpl8aIACUd6dNMQXcKEAmmVjK43WLWLrHg7bMFqXdzCye84SRVMdyHkAyI
            vR2EdW7gJfRgcIv2+HyQqkuo6E3n1Vjkx9Cx3PDX0AgYmPQk+PhgEx+iEksXBYgA
            Zp/FBNiJckA20neFX2+aNI1qXroPGuDHixyvqzuv+ImJgAGFRk/SmYWf3L/9I4Km
            WFdhYcma7Dbb5agSgHQmKn/9MP1pvb/hDXIMwMCqa+jlHU5tR/UfBKbQtON08UTU
            saGq/KMjX6R5/ktddlau0qespA==
            -----END CERTIFICATE-----
            """,
        keyPEM: """
            -----BEGIN PRIVATE KEY-----
            MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC02Si2dt1aDjhz
            kpWYigLF+H6WStl7V3gDbA5+qu1SYri8eMHHrOE8eua0Jn95kwyy9RS40ILFx3X6
            5ClzEqPJh/ttB4UIRtqED5PD6G7Azr1HZTGvqOwvRnc+FkvPjV8La6GEeiTeDha8
            dHn1sJnPS7TIlbWQF/CnwZY4fPLBUPqrgfnIb8FEtnWXcifIHJwQ3zFhAvW/4KHC
            9oTusljggR8W93MDQzrOGkIRQnbzKtnYNCnjKag8Ev0HLfnhucvUqu/TekOeKcSK
            lLi1NdXfXjM3f3iXnIoz/4B/4m/lXEx4PS4IPGGgR8iC4QASuUs8qnZxtiuroRn5
            MsCdsBHhAgMBAAECggEAHd5Bvu+fEO5ep259vi2JALj7mzHYfRT4psQJbs/RwJ9l
            DbJPUCg+zjYpdSETQPkm30WNOxWA4PkCL2zQZbId5+fJVXv+SNwpidG9dgfPhuYo
            1P+jDEp0sOgimIKmhFcVFqCbkp15Ck2UYWKb+UEbXg+4V2qBC+p682c3EAme2Ytm
            C4LqCBBnoJCnA3BsnKNGv4jqaXbSLZZ4tgdooNFfLr1jzr3OV3EiqKo9Z2YjuvP+
            vXkErkIjuo/Fmzd5q2wGPOKN+jlwEwjI9GLLH+ZlvyjBjjUqJrxoblpos8lCRybl
            M/hZ3N9eGSZ3/WjRm4ie6E5/iq04zgcOOMdOvmWwqwKBgQD+zpTuygebTIQpNKEk
            a9D8kpYAYJkYOJHCTQUd1DmKiqA/KWUivA4jdWf2gKELK7ZDAtkc3UbD9zbeFr9G
            z2ZZaRkrKLCb/EudNvQ8U4ngIBW7pQ2XBOC+1+Td/DgSRlDu7mvtp/ELe71GUgIW
            uKge6aTR6PAIPu24MlGbK7UBrwKBgQC1se2wO0uSoRPRTyvhipWEWIjCklV6c1m+
            2mhmz278lljGYZtq3lBAqJb32eHXOcoUtR/W8fXQLRwaI2E5im18yB1i56gpQUtL
            NLZjDNVOpN1A7xku9ZZsy3yaHQjdIfKM7WWX/+y5J8mgjvH5aCRoOzoW7rezFv2u
            Y1Zj5WnZbwKBgH4sRUtI9yNLbFYLHZAvYzjuTSC6tJRtzp9sDBCNOkEEC/26vb3J
            aSbdyDEj2JrzdjkQe/nzCEuZaq3mjai+omu7wx6/81QKRlb/E0mcBDXbLWfRfz08
            yR03Qrk5X3qNHx5xKThxZMbO6xabHTWrEnTcNSVMNy+eGZCQOiCgL+05AoGBAI4V
            OqryY3Ghdq7aO5Ve2vcoiKGm7yMXaxndD4E+OytYoslXcMLMYHN/orbk8j9tGILC
            9MgQZEpLzEsAWbo2btICZ0B9qTnBrpB8AxhH49JhCAgMMWRQdjZTlfeqNtE+B79+
            sVCAuGw+GeTtg3mmn7nGfvGJ8ashknU5h0gNEY4PAoGBAPKW1uRK63H5p/COeaK0
            CVNPTCqzmgTHR4qoxw9FWDCXigv+Zm8a+dnLkn8FEyAYpDNgghN9YsCrYpTiZkfs
            CcQfxFGt4Zd+8kixBc/WVcTOomYCGnw/H0QDB2Kw0y2UdwsT39PW0xncKB0eA/PP
            mJAHeVaoBHygYOXzRgN+dfiM
            -----END PRIVATE KEY-----
            """)

    /// RSA, 2048 bits: `O=partner example, CN=partner`.
    static let partner = Fixture(
        certificatePEM: """
            -----BEGIN CERTIFICATE-----
            MIIDOzCCAiOgAwIBAgIUafZEbGBoidvWalDSzlAuzWuyWXwwDQYJKoZIhvcNAQEL
            BQAwLDEYMBYGA1UECgwPcGFydG5lciBleGFtcGxlMRAwDgYDVQQDDAdwYXJ0bmVy
            MCAXDTI2MTEyMTEwMTAzMFoYDzIxMjYxMDI4MTAxMDMwWjAsMRgwFgYDVQQKDA9w
            YXJ0bmVyIGV4YW1wbGUxEDAOBgNVBAMMB3BhcnRuZXIwggEiMA0GCSqGSIb3DQEB
            AQUAA4IBDwAwggEKAoIBAQCj1q5uan0VEzsgMML/QxJyzGJ9IW46ZoDW/CROlqP4
            7G4ymYGuag3+uqsoxosbXQ+7rN3DtAJ9ZvlySKjVbEbsL2mXMwcSMqACV1fzNVAA
            PnfQS8ffw8y7Gv2idHY4ofu4eTrVLV+IAPChNeab21S1S/q2PMOeIEKDwkDVByKu
            te4b8y6Hw0AfBonDe424IWcAFqRTCzaz95blKtZAjVlpnzXdiwFpRTSOmZpTaY+s
            XCjkkhJLPP/0asau+ZwTJw2mkg101f0AKHSwkbnEg44PcMIBPaUiuXDUWaZxgkzW
            1s5NGMxionXy4r2v6SiKGRn4ZtjMRvedLqRSuLvF+0hdAgMBAAGjUzBRMB0GA1Ud
            DgQWBBRTzJjkT4z48onft7SaykKXVd8sZzAfBgNVHSMEGDAWgBRTzJjkT4z48onf
            t7SaykKXVd8sZzAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQBI
            ELpJaUHYcENJDO2+uX0kB+0iD9u7txbfPXSR6oq2umDC9sr4/B+dMHhNmzsO8BKP
            lW3rMOHRQeIsMlduRg1vjugri5QtRoiCzN48MI4gSj/y4U0oZhZRffW1gR9nKrX8
            Xm4tfAomAyxHKqua/7BgTa3JXr1aHTGNUeFYQsvNlnoBu0waOH4s8uhQhKj7rr/q
            CgsRZBCO6W7/5WSr3ZtJrPh9O73zlQmUwKoaZbQ72IY+POCd0TrQe4mwqKzx0Bc6
            ugW/QxX5tH1nNh+a1JFatzvDbOkp1lk70pJTsjqk6nKkyAAII0y2OUP0MHSprwRF
            jDqZdnaoF2g0TykbzRTm
            -----END CERTIFICATE-----
            """,
        keyPEM: """
            -----BEGIN PRIVATE KEY-----
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCj1q5uan0VEzsg
            MML/QxJyzGJ9IW46ZoDW/CROlqP47G4ymYGuag3+uqsoxosbXQ+7rN3DtAJ9Zvly
            SKjVbEbsL2mXMwcSMqACV1fzNVAAPnfQS8ffw8y7Gv2idHY4ofu4eTrVLV+IAPCh
            Neab21S1S/q2PMOeIEKDwkDVByKute4b8y6Hw0AfBonDe424IWcAFqRTCzaz95bl
            KtZAjVlpnzXdiwFpRTSOmZpTaY+sXCjkkhJLPP/0asau+ZwTJw2mkg101f0AKHSw
            kbnEg44PcMIBPaUiuXDUWaZxgkzW1s5NGMxionXy4r2v6SiKGRn4ZtjMRvedLqRS
            uLvF+0hdAgMBAAECggEACrBBPfPViC/yfgWgWw3RoMqjrD0nl0jDpALcDYJ3XRBz
            mfp4wtupYRJlgyn8vkLCeYBsEU3nka3LnUCPPykqsVLghRwvnGjQFocDNlsmhnWM
            1Hp1Jix8aUJ4BIarhcNPjDfgdjLZFiLVj/bXvhg/fPphd00ch+7b2AOuvhcSlKow
            BWXkVR9+7iVPnxVUe8IeeRtNsVIQL/uhe/LTNnZKP6eehNhk99+rEbuVMiGVmhRB
            NhRq1VgUiDXgIzR1/ToVWhivjXqCAnYLzg+LBheyb0vxkTtcxDJH4KvA7RGUbLoa
            cv6x5Y1+k923JT7SPHRhZ5VJv/1eUDKoqPvhAF32cQKBgQDYFfxNI50iJLKwMeyr
            jldFvVFlcR3hCL0DaoaaEahc5y8sGTug3cwuSZQjlaUS4iZUw1FKo95/gZpbAo9Y
            iO67t4T1yP3QMnKZyqfkvUlpXzmAfuga+uTz0AeEr2gHFltCGGo4Y3APcvCPPqs6
            ydlYszv6AFgfVrsxOjptakUiVQKBgQDCGhaC2JaPpN63Yrzsk43wzr593Vx2zrdc
            Fsect1Jlr2HtTEOIZ/zvUCYwu76yCjJHT7WLGnxq0NrgyUT6uCumzBx4wBvdluP5
            P7Tli7/f83bDOFThkjJt7laljlbluOgXprUNHHuXTp7c+7y3ou7H8tONFEGTS0XN
            eFKY8vXl6QKBgFT9qMPqexZ/2qyEpnL/xIHQqeA9cqQdXMKoNpMI2PDZmWs97X8j
            XfjixdqNNGVOAAec3y99brk2D7E2O412Jng9AZXu3S3zebHVzN2iOeqxIpvQzpg2
            ELF5JEvi9ga7m19O3RCaw+u/qLCe1JiF5fAGZ1O4qPCCm5QMNAjvIIwVAoGAXRbz
            6ucDNnsE0YDKSM/viCkvVOAAQ36ak9DdBP0qyFfXqF4mGVp+BSw0VLUGHQ8k0+yX
            jdIzD2uBPcNpkLEZRlKn6QWBl8GRLm3uTRS7/iUetTvkAZcDFpPy/E2KwXvv27/5
            HwOlBokPSb514MCEsmJ0MTogxQqZvJRTUMVdR1kCgYEAwEWiQDHJGM8WKxsjyjo3
            UPH0alntb+sTEEuuxYGS+0EVLwOV41tinh4XyWk70vjwOlf8XmnTcmctGBTb3ZJD
            Qj0WBctibghhBhrTUMfbiFxw7QsLwG9bV+1WY+V+Ex5DzhwHvu7vcPoLO3sgOTfG
            rsAxK84LYdur3kuK2XEsWDM=
            -----END PRIVATE KEY-----
            """)

    /// ECDSA, P-256: `CN=curve`.
    static let curve = Fixture(
        certificatePEM: """
            -----BEGIN CERTIFICATE-----
            MIIBdzCCAR2gAwIBAgIUAwkhVeTofjOPL5jznBgFoTUwImAwCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFY3VydmUwIBcNMjYxMTIxMTAxMDMwWhgPMjEyNjEwMjgxMDEw
            MzBaMBAxDjAMBgNVBAMMBWN1cnZlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            M7c/3VDhG7T12D8GiWicmAqsBbcPEcbgE4Fa6i/gDBJkQoc92cyngvfmrN6yFoir
            iTj5TmGLAU4uYLdqe1PES6NTMFEwHQYDVR0OBBYEFJXi6AA6fqKvfBarU+bNqMq8
            e6elMB8GA1UdIwQYMBaAFJXi6AA6fqKvfBarU+bNqMq8e6elMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAJ1+vPyoheDQJFkv0gENPMvP5xZHA1fA
            sEpYroJoaxOFAiAJnloufCa5ZxOWRFG447E/RrB14+1EXcGGwS4ptqROvQ==
            -----END CERTIFICATE-----
            """,
        keyPEM: """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgtDwR5nusdxZ+NhAs
            cpnAihjyWVtmODSSS8n6VlsxS+2hRANCAAQztz/dUOEbtPXYPwaJaJyYCqwFtw8R
            xuATgVrqL+AMEmRChz3ZzKeC9+as3rIWiKuJOPlOYYsBTi5gt2p7U8RL
            -----END PRIVATE KEY-----
            """)
}

extension Fixture: CustomTestStringConvertible {
    var testDescription: String { (try? certificate.subject) ?? "unreadable" }
}
