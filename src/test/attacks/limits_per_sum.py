#!/usr/bin/env python3
"""Many associations with one large structured report each: the limit has to hold for their sum.

usage: limits_per_sum.py DICOM_PORT HTTP_PORT [ASSOCIATIONS] [MIB]   (127.0.0.1 only)

Each association sends until its report is acknowledged, at most 40 times, and goes on after a connection that breaks.
Prints how many answers were A700H, how many reports were acknowledged, and which of them the service does not show later.
"""
import base64
import json
import os
import socket
import struct
import sys
import threading
import time
import urllib.request

PORT, HTTP = int(sys.argv[1]), int(sys.argv[2])
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 16
MIB = int(sys.argv[4]) if len(sys.argv) > 4 else 60
SR = '1.2.840.10008.5.1.4.1.1.88.33'
EXPLICIT = '1.2.840.10008.1.2.1'
ATTEMPTS, PATIENCE = 40, 600


def item(kind, value):
    return struct.pack('>BBH', kind, 0, len(value)) + value


def receive(sock, count):
    data = b''
    while len(data) < count:
        some = sock.recv(count - len(data))
        if not some:
            raise EOFError('closed')
        data += some
    return data


def pdu(sock):
    kind, _, length = struct.unpack('>BBI', receive(sock, 6))
    return kind, receive(sock, length)


def associate():
    sock = socket.create_connection(('127.0.0.1', PORT), timeout=120)
    context = item(0x20, b'\1\0\0\0' + item(0x30, SR.encode()) + item(0x40, EXPLICIT.encode()))
    items = item(0x10, b'1.2.840.10008.3.1.1.1') + context + item(
        0x50, item(0x51, struct.pack('>I', 16384)) + item(0x52, b'1.2.3.4.5'))
    body = struct.pack('>HH', 1, 0) + b'CONFLUENS'.ljust(16) + b'LARGE'.ljust(16) + b'\0' * 32 + items
    sock.sendall(struct.pack('>BBI', 1, 0, len(body)) + body)
    kind, answer = pdu(sock)
    if kind != 2:
        raise EOFError('association: PDU %d' % kind)
    return sock


def fragments(sock, flag, data):
    step = 65536
    view = memoryview(data)
    for at in range(0, len(data), step):
        part = view[at:at + step]
        last = 2 if at + step >= len(data) else 0
        sock.sendall(struct.pack('>BBIIBB', 4, 0, len(part) + 6, len(part) + 2, 1, flag | last) + part)


def command(uid):
    def el(element, value):
        value += b'\0' * (len(value) % 2)
        return struct.pack('<HHI', 0, element, len(value)) + value
    rest = (el(2, SR.encode()) + el(0x100, b'\1\0') + el(0x110, b'\1\0') + el(0x700, b'\0\0') + el(0x800, b'\0\0')
            + el(0x1000, uid.encode()))
    return el(0, struct.pack('<I', len(rest))) + rest


def element(tag, vr, value):
    value += (b'\0' if vr == 'UI' else b' ') * (len(value) % 2)
    long = vr in ('UT', 'SQ')
    head = struct.pack('<HH', tag >> 16, tag & 0xFFFF) + vr.encode()
    return head + (struct.pack('<HI', 0, len(value)) if long else struct.pack('<H', len(value))) + value


def report(study, uid, number):
    text = base64.b64encode(os.urandom(MIB * 3 << 18))
    content = element(0x0040A010, 'CS', b'CONTAINS') + element(0x0040A040, 'CS', b'TEXT') + element(
        0x0040A160, 'UT', text)
    return b''.join((
        element(0x00080016, 'UI', SR.encode()), element(0x00080018, 'UI', uid.encode()),
        element(0x00080060, 'CS', b'SR'), element(0x00100010, 'PN', b'DOE^JANE'),
        element(0x00100020, 'LO', b'LARGE%d' % number), element(0x00100021, 'LO', b'TEST'),
        element(0x0020000D, 'UI', study.encode()), element(0x0020000E, 'UI', (study + '.1').encode()),
        element(0x0040A040, 'CS', b'CONTAINER'), element(0x0040A491, 'CS', b'COMPLETE'),
        element(0x0040A493, 'CS', b'UNVERIFIED'),
        element(0x0040A730, 'SQ', struct.pack('<HHI', 0xFFFE, 0xE000, len(content)) + content)))


def store(data, uid):
    sock = associate()
    try:
        fragments(sock, 1, command(uid))
        fragments(sock, 0, data)
        kind, answer = pdu(sock)
        if kind != 4:
            raise EOFError('PDU %d' % kind)
        at = 6
        while at < len(answer):
            group, number, length = struct.unpack('<HHI', answer[at:at + 8])
            if (group, number) == (0, 0x900):
                return struct.unpack('<H', answer[at + 8:at + 10])[0]
            at += 8 + length
        raise EOFError('no status')
    finally:
        sock.close()


class Sender(threading.Thread):
    def __init__(self, number):
        super().__init__()
        self.number, self.study = number, '2.25.%d%03d' % (time.time_ns(), number)
        self.acknowledged, self.statuses, self.broken = False, [], 0

    def run(self):
        uid = self.study + '.1.1'
        data = report(self.study, uid, self.number)
        for attempt in range(ATTEMPTS):
            try:
                self.statuses.append(store(data, uid))
                if self.statuses[-1] == 0:
                    self.acknowledged = True
                    return
            except (OSError, EOFError):
                self.broken += 1
            time.sleep(1 + self.number % 5)


def get(path):
    try:
        with urllib.request.urlopen('http://127.0.0.1:%d/%s' % (HTTP, path), timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()
    except OSError as away:
        return 0, str(away).encode()


def main():
    senders = [Sender(number) for number in range(COUNT)]
    begun = time.time()
    for sender in senders:
        sender.start()
    ready = {}
    while any(sender.is_alive() for sender in senders):
        status = get('health/ready')[0]
        ready[status] = ready.get(status, 0) + 1
        time.sleep(1)
    print('%.0f s; acknowledged %d of %d; answers %s; broken connections %d; ready %s' % (
        time.time() - begun, sum(sender.acknowledged for sender in senders), COUNT,
        sorted({hex(s): sum(x.statuses.count(s) for x in senders) for y in senders for s in y.statuses}.items()),
        sum(sender.broken for sender in senders), ready))
    missing = {sender.study for sender in senders if sender.acknowledged}
    end = time.time() + PATIENCE
    while missing and time.time() < end:
        for study in list(missing):
            status, body = get('api/studies/' + study)
            if status == 200 and json.loads(body).get('instances', 1):
                missing.discard(study)
        time.sleep(1)
    print('lost: %d; ready now: %d; after %.0f s' % (len(missing), get('health/ready')[0], time.time() - begun))
    sys.exit(1 if missing else 0)


main()
