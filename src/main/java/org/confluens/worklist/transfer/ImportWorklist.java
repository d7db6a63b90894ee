package org.confluens.worklist.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;

/**
 * The program behind {@code deploy/import-worklist}: puts a folder of worklist files on the worklist of a running service,
 * once or as long as the folder changes. A file that is read again changes nothing; one that is gone while the folder is
 * watched is taken off the worklist.
 */
public final class ImportWorklist {

    private static final long WATCH_SECONDS = 2;

    private final Path folder;
    private final WorklistClient client;
    private final PrintStream out;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final Map<Path, List<String>> steps = new HashMap<>();

    ImportWorklist(Path folder, WorklistClient client, PrintStream out) {
        this.folder = folder;
        this.client = client;
        this.out = out;
    }

    /** What one pass over the folder did. */
    record Pass(int added, int changed, int removed, int refused) {
        boolean didAnything() {
            return added + changed + removed + refused > 0;
        }
    }

    /** Arguments: the folder, the service's address, and {@code --watch}; CONFLUENS_USER as name:password for a login. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(arguments);
        boolean watch = words.contains("--watch");
        List<String> places =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        if (places.size() != 2 || !Files.isDirectory(Path.of(places.get(0)))) {
            System.err.println("usage: import-worklist DIR [--watch]");
            System.exit(2);
        }
        String login = System.getenv().getOrDefault("CONFLUENS_USER", "");
        WorklistClient client = new WorklistClient(URI.create(places.get(1)), login);
        ImportWorklist importer = new ImportWorklist(Path.of(places.get(0)), client, System.out);
        Pass pass = importer.pass();
        while (watch) {
            TimeUnit.SECONDS.sleep(WATCH_SECONDS);
            importer.pass();
        }
        System.exit(pass.refused() == 0 ? 0 : 1);
    }

    /** Goes over the folder once and reports what it did. */
    Pass pass() throws IOException, InterruptedException {
        int added = 0;
        int changed = 0;
        int refused = 0;
        List<Path> files = WorklistFiles.in(folder);
        for (Path file : files) {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(seen.put(file, modified))) {
                switch (put(file)) {
                    case ADDED -> added++;
                    case CHANGED -> changed++;
                    default -> refused++;
                }
            }
        }
        int removed = removeGone(files);
        Pass pass = new Pass(added, changed, removed, refused);
        if (pass.didAnything() || files.isEmpty()) {
            out.printf(
                    "%d files: %d steps added, %d there already or changed, %d taken off, %d refused%n",
                    files.size(), added, changed, removed, refused);
        }
        return pass;
    }

    private enum Outcome {
        ADDED,
        CHANGED,
        REFUSED
    }

    private Outcome put(Path file) throws IOException, InterruptedException {
        Dataset item;
        try {
            item = WorklistFiles.read(file);
        } catch (IOException e) {
            out.printf("%s: not a worklist file (%s)%n", file.getFileName(), e.getMessage());
            return Outcome.REFUSED;
        }
        WorklistClient.Answer answer = client.put(item);
        if (!answer.accepted()) {
            out.printf("%s: refused: %s%n", file.getFileName(), answer.problem());
            return Outcome.REFUSED;
        }
        steps.put(file, answer.stepIds());
        return answer.added() ? Outcome.ADDED : Outcome.CHANGED;
    }

    private int removeGone(List<Path> files) throws IOException, InterruptedException {
        int removed = 0;
        for (Path gone :
                seen.keySet().stream().filter(file -> !files.contains(file)).toList()) {
            seen.remove(gone);
            for (String stepId : steps.getOrDefault(gone, List.of())) {
                client.cancel(stepId);
                removed++;
            }
        }
        return removed;
    }
}
