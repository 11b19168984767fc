"""A TCP proxy on loopback that delivers every byte late: python3 delay.py PORT TARGET-PORT MILLISECONDS (each way)."""
import asyncio
import socket
import sys

port, target, delay = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000


async def carry(reader, writer):
    queue = asyncio.Queue(4096)
    clock = asyncio.get_running_loop().time

    async def deliver():
        while (item := await queue.get()) is not None:
            await asyncio.sleep(max(0, item[0] - clock()))
            writer.write(item[1])
            await writer.drain()
        writer.close()

    task = asyncio.create_task(deliver())
    try:
        while piece := await reader.read(1 << 18):
            await queue.put((clock() + delay, piece))
    except ConnectionError:
        pass
    await queue.put(None)
    await asyncio.gather(task, return_exceptions=True)


async def serve(reader, writer):
    there, back = await asyncio.open_connection("127.0.0.1", target, limit=1 << 20)
    for one in (writer, back):
        one.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    await asyncio.gather(carry(reader, back), carry(there, writer))


async def main():
    async with await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 20) as server:
        await server.serve_forever()


asyncio.run(main())
