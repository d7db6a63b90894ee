package org.confluens.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.confluens.platform.log.Log;

/**
 * The file of the embedded database while it is in use. The database keeps much of it in memory and does not see that somebody
 * deleted, emptied or replaced it: it goes on answering, and what it takes is gone with the next start. So the file is looked
 * at each second, and once it is not what was opened nothing more is read or written; what senders were told is kept stays in
 * the journal.
 */
final class EmbeddedFile {

    private static final Log LOG = Log.of(EmbeddedFile.class);
    private static final long LOOK_EVERY_NANOS = 1_000_000_000;

    /** The store's header begins so, in each of its two copies. */
    private static final String BEGINNING = "H:";

    private static final int[] COPIES = {0, 4096};

    /** Input/output error, by SQL/CLI's class 58 as PostgreSQL uses it. */
    private static final String SQL_STATE = "58030";

    private final Path file;
    private final boolean watched;
    private Object opened;

    /** Whether the database has written its header: an empty file is its beginning, not its end. */
    private boolean begun;

    private boolean intact = true;
    private long looked = System.nanoTime() - LOOK_EVERY_NANOS;

    EmbeddedFile(Path file) {
        this(file, true);
    }

    private EmbeddedFile(Path file, boolean watched) {
        this.file = file;
        this.watched = watched;
    }

    /** Of a database that another process has: whatever lies here is not looked at. */
    static EmbeddedFile elsewhere(Path file) {
        return new EmbeddedFile(file, false);
    }

    /** Whether the file is the one that was first seen here, as of this second; once it is not it never is again. */
    synchronized boolean isIntact() {
        return System.nanoTime() - looked < LOOK_EVERY_NANOS ? intact : lookNow();
    }

    /** The same as of now. */
    synchronized boolean lookNow() {
        if (watched && intact) {
            looked = System.nanoTime();
            intact = look();
            if (!intact) {
                LOG.error(
                        "the database {0} was deleted, emptied or replaced while the service runs: nothing more is written"
                                + " to it. Stop the service, put the database back from its copy, and start again",
                        file);
            }
        }
        return intact;
    }

    /** @throws SQLException when the file is not what was opened */
    void check() throws SQLException {
        if (!isIntact()) {
            throw new SQLNonTransientConnectionException(
                    "the database " + file + " was deleted, emptied or replaced while the service runs", SQL_STATE);
        }
    }

    private boolean look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (opened == null) {
                opened = key(attributes);
            }
            boolean header = hasHeader();
            boolean same = opened.equals(key(attributes)) && (header || !begun);
            begun = begun || header;
            return same;
        } catch (NoSuchFileException e) {
            return opened == null;
        } catch (IOException e) {
            LOG.warning("the database {0} cannot be looked at: {1}", file, e);
            return true;
        }
    }

    /** What tells a file from another of its name: its number, or where there is none when it was made. */
    private static Object key(BasicFileAttributes attributes) {
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    private boolean hasHeader() throws IOException {
        byte[] beginning = BEGINNING.getBytes(StandardCharsets.US_ASCII);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            for (int copy : COPIES) {
                ByteBuffer read = ByteBuffer.allocate(beginning.length);
                channel.position(copy).read(read);
                if (read.flip().equals(ByteBuffer.wrap(beginning))) {
                    return true;
                }
            }
            return false;
        }
    }
}
