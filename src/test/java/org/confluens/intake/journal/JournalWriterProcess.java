package org.confluens.intake.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** Appends to a journal from several threads until it is killed, and prints each number that it was told to be safe. */
final class JournalWriterProcess {

    private static final int THREADS = 3;
    private static final int LARGEST = 5000;

    private JournalWriterProcess() {}

    public static void main(String[] arguments) throws IOException {
        JournalOptions options = JournalOptions.defaults()
                .withMinimumFreeBytes(0)
                .withSegmentBytes(1 << 18)
                .withPowerSafe(Boolean.parseBoolean(arguments[1]));
        IntakeJournal journal = IntakeJournal.open(Path.of(arguments[0]), options);
        PrintStream acknowledged = System.out;
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            new Thread(() -> append(journal, thread, acknowledged)).start();
        }
    }

    private static void append(IntakeJournal journal, int thread, PrintStream acknowledged) {
        Random random = new Random(thread);
        try {
            for (int i = 0; i < 1_000_000; i++) {
                int number = i * THREADS + thread;
                byte[] payload = new byte[Integer.BYTES + random.nextInt(LARGEST)];
                random.nextBytes(payload);
                ByteBuffer.wrap(payload).putInt(0, number);
                journal.append(payload);
                acknowledged.println(number);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
