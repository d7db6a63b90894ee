package org.confluens.peer;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs PixelMed's DicomSRValidator over many files in one virtual machine; a program of its own, started by {@link
 * SrValidators}. By reflection, because the library is in no Maven repository.
 */
final class PixelMedDriver {

    /** Stands before the name of each file, whose report follows. */
    static final String FILE = "FILE ";

    private static final int WORKERS = 2;

    private PixelMedDriver() {}

    public static void main(String[] arguments) throws Exception {
        Queue<String> files = new ConcurrentLinkedQueue<>(Files.readAllLines(Path.of(arguments[0])));
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            ends.add(workers.submit(() -> work(files)));
        }
        workers.shutdown();
        for (Future<?> end : ends) {
            end.get();
        }
    }

    /** A validator is made for each worker: it compiles its rules for seconds, and serves one file at a time. */
    private static Void work(Queue<String> files) throws Exception {
        Class<?> type = Class.forName("com.pixelmed.validate.DicomSRValidator");
        Object validator = type.getConstructor().newInstance();
        Method validate = type.getMethod("validate", String.class);
        for (String file = files.poll(); file != null; file = files.poll()) {
            String report = (String) validate.invoke(validator, file);
            synchronized (files) {
                System.out.println(FILE + file);
                System.out.println(report);
            }
        }
        return null;
    }
}
