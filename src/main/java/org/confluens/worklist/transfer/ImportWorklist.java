package org.confluens.worklist.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.confluens.dicom.data.Dataset;

/**
 * The program behind {@code deploy/import-worklist}: puts a folder of worklist files on the worklist of a running service,
 * once or as long as the folder changes. A file that is read again changes nothing; the steps of one that is gone, or that
 * names another step now, are taken off the worklist. What the service could not take for a reason of its own is sent again.
 */
public final class ImportWorklist {

    private static final long WATCH_SECONDS = 2;

    /** How long a service that starts, or is being started again, is waited for. */
    private static final Duration WAIT_AT_MOST = Duration.ofMinutes(5);

    private final Path folder;
    private final WorklistClient client;
    private final PrintStream out;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final Map<Path, List<WorklistClient.Step>> steps = new HashMap<>();

    ImportWorklist(Path folder, WorklistClient client, PrintStream out) {
        this.folder = folder;
        this.client = client;
        this.out = out;
    }

    /** What one pass over the folder did. */
    record Pass(int added, int changed, int removed, int refused, int waiting) {
        boolean didAnything() {
            return added + changed + removed + refused + waiting > 0;
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
        WorklistClient client = new WorklistClient(
                URI.create(places.get(1)), login, new Patience(WAIT_AT_MOST, Patience.MINUTE, System.out));
        ImportWorklist importer = new ImportWorklist(Path.of(places.get(0)), client, System.out);
        Pass pass = importer.pass();
        while (watch) {
            TimeUnit.SECONDS.sleep(WATCH_SECONDS);
            importer.pass();
        }
        System.exit(pass.refused() + pass.waiting() == 0 ? 0 : 1);
    }

    /** Goes over the folder once and reports what it did. */
    Pass pass() throws IOException, InterruptedException {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        List<Path> files = WorklistFiles.in(folder);
        for (Path file : files) {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(seen.get(file))) {
                Outcome outcome = put(file);
                if (outcome != Outcome.WAITING) {
                    seen.put(file, modified);
                }
                outcomes.merge(outcome, 1, Integer::sum);
            }
        }
        int removed = removeGone(files);
        Pass pass = new Pass(
                outcomes.getOrDefault(Outcome.ADDED, 0),
                outcomes.getOrDefault(Outcome.CHANGED, 0),
                removed,
                outcomes.getOrDefault(Outcome.REFUSED, 0),
                outcomes.getOrDefault(Outcome.WAITING, 0));
        if (pass.didAnything() || files.isEmpty()) {
            out.printf(
                    "%d files: %d steps added, %d there already or changed, %d taken off, %d refused, %d not taken yet%n",
                    files.size(), pass.added(), pass.changed(), removed, pass.refused(), pass.waiting());
        }
        return pass;
    }

    private enum Outcome {
        ADDED,
        CHANGED,
        REFUSED,
        /** The service could not be reached, or failed. */
        WAITING
    }

    private Outcome put(Path file) throws IOException, InterruptedException {
        Dataset item;
        try {
            item = WorklistFiles.read(file);
        } catch (IOException e) {
            out.printf("%s: not a worklist file (%s)%n", file.getFileName(), e.getMessage());
            return Outcome.REFUSED;
        }
        WorklistClient.Answer answer;
        try {
            answer = client.put(item);
        } catch (IOException e) {
            out.printf("%s: not taken yet (the service can't be reached)%n", file.getFileName());
            return Outcome.WAITING;
        }
        if (answer.failed()) {
            out.printf("%s: not taken yet: %s%n", file.getFileName(), answer.problem());
            return Outcome.WAITING;
        }
        if (!answer.accepted()) {
            out.printf("%s: refused: %s%n", file.getFileName(), answer.problem());
            return Outcome.REFUSED;
        }
        List<WorklistClient.Step> before = steps.put(file, answer.steps());
        if (before != null) {
            cancel(before.stream()
                    .filter(step -> !answer.steps().contains(step))
                    .toList());
        }
        return answer.added() ? Outcome.ADDED : Outcome.CHANGED;
    }

    private int removeGone(List<Path> files) throws InterruptedException {
        int removed = 0;
        for (Path gone :
                seen.keySet().stream().filter(file -> !files.contains(file)).toList()) {
            try {
                removed += cancel(steps.getOrDefault(gone, List.of()));
                seen.remove(gone);
                steps.remove(gone);
            } catch (IOException e) {
                out.printf("%s: gone, not taken off yet (the service can't be reached)%n", gone.getFileName());
            }
        }
        return removed;
    }

    private int cancel(List<WorklistClient.Step> unwanted) throws IOException, InterruptedException {
        int canceled = 0;
        for (WorklistClient.Step step : unwanted) {
            if (client.cancel(step)) {
                canceled++;
            } else {
                out.printf("step %s stays as it is: a modality has begun it, or it is gone%n", step.id());
            }
        }
        return canceled;
    }
}
