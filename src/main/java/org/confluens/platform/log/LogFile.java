package org.confluens.platform.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The log of the process: takes the records of all loggers, ours and the container's, and what is printed on the standard
 * streams, and writes them as lines to a {@link RotatingFile}, repetitions once with a count. The beginning goes to the
 * standard output as well, where a start that fails is looked for. A log that cannot be written stops nobody: the lines are
 * counted, and the count is told once there is room again; of a disk without the room that is to be left free, only what did
 * not go as it should is written.
 */
public final class LogFile extends Handler implements AutoCloseable {

    /**
     * @param file the file that is written
     * @param mostBytes greatest length of a file
     * @param files how many files there are at most
     * @param room whether the disk has the room that is to be left free
     */
    public record Limits(Path file, long mostBytes, int files, BooleanSupplier room) {}

    private static final Duration TICK = Duration.ofSeconds(5);
    /** As much of the log as a start needs to say why it failed. */
    private static final int SHOWN_BYTES = 256 << 10;

    /** What starts the container reads there, in the container's own form, what was deployed. */
    private static final String SUMMARY = "PayaraMicro";

    private static final Logger ROOT = Logger.getLogger("");

    private final LineFormat format = new LineFormat();
    private final Repeats repeats = new Repeats();

    private final ScheduledExecutorService ticker;
    private final BooleanSupplier room;
    private final RotatingFile file;
    private final List<Handler> before;
    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private int shownBytes;
    private long lost;
    private volatile boolean hasRoom;

    private LogFile(Limits limits) throws IOException {
        file = new RotatingFile(limits.file(), limits.mostBytes(), limits.files());
        room = limits.room();
        hasRoom = room.getAsBoolean();
        before = List.of(ROOT.getHandlers());
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "confluens-log");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to write all that is logged to the file, in the place of the handlers that are there.
     *
     * @throws IOException when the file cannot be written
     */
    public static LogFile begin(Limits limits) throws IOException {
        LogFile log = new LogFile(limits);
        log.loadWhatFormats();
        log.before.forEach(ROOT::removeHandler);
        ROOT.addHandler(log);
        System.setOut(new PrintStream(new PrintedLines("stdout", Level.INFO), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new PrintedLines("stderr", Level.WARNING), true, StandardCharsets.UTF_8));
        log.ticker.scheduleWithFixedDelay(log::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return log;
    }

    /** After the end the container gives no classes any more. */
    private void loadWhatFormats() {
        LogRecord line = new LogRecord(Level.SEVERE, "{0} failed: x");
        line.setParameters(new Object[] {file});
        line.setThrown(new IOException(new SQLException("", "")));
        line.setLoggerName(SUMMARY);
        format.format(line);
        line.setLoggerName("");
        format.format(line);
    }

    @Override
    public void publish(LogRecord line) {
        if (!isLoggable(line)) {
            return;
        }
        String text = format.text(line);
        synchronized (this) {
            String name = String.valueOf(line.getLoggerName());
            if (repeats.tells(line.getLevel(), name, format.kind(line), text, System.nanoTime(), this::write)) {
                write(line.getLevel(), format.format(line, text));
                if (SUMMARY.equals(name)) {
                    show(line.getMessage() + System.lineSeparator());
                }
            }
        }
    }

    private void tick() {
        hasRoom = room.getAsBoolean();
        synchronized (this) {
            repeats.tick(System.nanoTime(), this::write);
        }
    }

    private void write(Repeats.Summary summary) {
        LogRecord line = new Log.Line(summary.level(), summary.logger(), "", summary.text());
        write(summary.level(), format.format(line));
    }

    private void write(Level level, String line) {
        if (!hasRoom && level.intValue() < Level.WARNING.intValue()) {
            lost++;
            return;
        }
        try {
            if (lost > 0 && hasRoom) {
                file.write(format.format(new Log.Line(
                        Level.WARNING,
                        LogFile.class.getName(),
                        "",
                        lost + " lines before this one could not be written, for want of room on the disk")));
                lost = 0;
            }
            file.write(line);
        } catch (IOException e) {
            lost++;
        }
        if (!line.contains(" " + SUMMARY + ": ")) {
            show(line);
        }
    }

    private void show(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (shownBytes + bytes.length <= SHOWN_BYTES) {
            shownBytes += bytes.length;
            outBefore.write(bytes, 0, bytes.length);
            outBefore.flush();
        }
    }

    @Override
    public void flush() {
        // Every line is written as it comes.
    }

    /**
     * Ends writing; what is logged from now on goes where it went before, in the same form: a start that failed is told by
     * the container after this end too, and with the messages of the exceptions that it caught.
     */
    @Override
    public void close() {
        ticker.shutdownNow();
        ROOT.removeHandler(this);
        before.forEach(handler -> {
            handler.setFormatter(format);
            ROOT.addHandler(handler);
        });
        System.setOut(outBefore);
        System.setErr(errBefore);
        synchronized (this) {
            repeats.flush(this::write);
            try {
                file.close();
            } catch (IOException e) {
                lost++;
            }
        }
    }
}
