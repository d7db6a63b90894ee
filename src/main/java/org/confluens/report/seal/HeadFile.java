package org.confluens.report.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.confluens.platform.disk.OwnerOnly;

/**
 * A file of one number a report: eight bytes at eight times its id, the number and a check of both. All of them are in
 * memory, 4 bytes each; ids come from a sequence, so that there are few gaps. Written by one thread, read by any.
 */
final class HeadFile {

    private static final int SLOT = 8;
    /** 64 MiB of memory; a report beyond is not remembered. */
    private static final int MOST = 1 << 24;

    private static final int ROOM = 1024;

    private final Path file;
    private final int damaged;
    private volatile int[] numbers;

    private HeadFile(Path file, int[] numbers, int damaged) {
        this.file = file;
        this.numbers = numbers;
        this.damaged = damaged;
    }

    static HeadFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new HeadFile(file, new int[0], 0);
        }
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        int[] numbers = new int[Math.min(MOST, content.capacity() / SLOT)];
        int damaged = content.capacity() % SLOT == 0 ? 0 : 1;
        for (int id = 0; id < numbers.length; id++) {
            int number = content.getInt(id * SLOT);
            int check = content.getInt(id * SLOT + 4);
            if (number > 0 && check == check(id, number)) {
                numbers[id] = number;
            } else if (number != 0 || check != 0) {
                damaged++;
            }
        }
        return new HeadFile(file, numbers, damaged);
    }

    /** How many entries could not be read. */
    int damaged() {
        return damaged;
    }

    /** The number of a report, 0 for one that is not known. */
    int get(long id) {
        int[] now = numbers;
        return id >= 0 && id < now.length ? now[(int) id] : 0;
    }

    /** The reports after one and up to another that have a number. */
    LongStream known(long after, long to) {
        int[] now = numbers;
        return LongStream.range(Math.max(0, after + 1), Math.min(now.length, to == Long.MAX_VALUE ? to : to + 1))
                .filter(id -> now[(int) id] > 0);
    }

    /** Raises numbers; none becomes lower. Memory has them when the file has. */
    void raise(Map<Long, Integer> raised) throws IOException {
        try (FileChannel channel = FileChannel.open(OwnerOnly.file(file), StandardOpenOption.WRITE)) {
            for (Map.Entry<Long, Integer> one : raised.entrySet()) {
                long id = one.getKey();
                if (id >= 0 && id < MOST && one.getValue() > get(id)) {
                    ByteBuffer slot = ByteBuffer.allocate(SLOT)
                            .putInt(one.getValue())
                            .putInt(check(id, one.getValue()))
                            .flip();
                    channel.write(slot, id * SLOT);
                    remember((int) id, one.getValue());
                }
            }
        }
    }

    private void remember(int id, int number) {
        int[] now = numbers;
        if (id >= now.length) {
            now = Arrays.copyOf(now, Math.min(MOST, id + id / 2 + ROOM));
        }
        now[id] = number;
        numbers = now;
    }

    private static int check(long id, int number) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(id).putInt(number).flip());
        return (int) crc.getValue();
    }
}
