package org.confluens.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.confluens.config.ConfigurationException;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.platform.log.Log;

/**
 * The users as the file has them: a changed file is read again within a few seconds, so that an account that was taken out,
 * a role that was taken away or another password counts without a restart. While the file cannot be used, those that were
 * read last stay, and the log says so.
 */
final class UserList {

    private static final Log LOG = Log.of(UserList.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What tells one content of the file from another without reading it. */
    private record Stamp(FileTime modified, long size, Optional<Object> key) {

        boolean isOlderThan(Instant moment) {
            return modified.toInstant().isBefore(moment);
        }
    }

    private final Path file;
    private final Clock clock;
    private final LongSupplier nanos;
    private final OptionalInt owner;
    private Map<String, User> byName;
    private Optional<Stamp> read;
    private Optional<Stamp> seen;
    private long looked;

    /**
     * Reads the file.
     *
     * @throws ConfigurationException if it cannot be used
     */
    UserList(Path file, Clock clock, LongSupplier nanos) {
        this.file = file;
        this.clock = clock;
        this.nanos = nanos;
        this.read = stamp();
        this.seen = read;
        this.byName = UserFile.read(file);
        this.owner = owner();
        this.looked = nanos.getAsLong();
    }

    /** The user of this name, by the file as it was a few seconds ago at the most. */
    synchronized Optional<User> user(String name) {
        long now = nanos.getAsLong();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            look();
        }
        return Optional.ofNullable(byName.get(name));
    }

    /** A file that is just being written is left alone; nobody may have looked for long, so that its own time counts too. */
    private void look() {
        Optional<Stamp> present = stamp();
        Instant lately = clock.instant().minusSeconds(1);
        boolean settled = present.equals(seen)
                || present.filter(stamp -> stamp.isOlderThan(lately)).isPresent();
        seen = present;
        if (settled && !present.equals(read)) {
            read = present;
            try {
                refuseIfOthersMay();
                byName = UserFile.read(file);
                LOG.info("the users were read again, {0} accounts: {1}", byName.size(), file);
            } catch (ConfigurationException e) {
                LOG.error("the changed file of users is not used, the accounts stay as they were: {0}", e.getMessage());
            }
        }
    }

    /** As at the start: whoever may change the file may give himself every role. */
    private void refuseIfOthersMay() {
        try {
            if (OwnerOnly.hasRights(file)) {
                Optional<String> rights = OwnerOnly.problem(file);
                if (rights.isPresent() || !owner().equals(owner)) {
                    throw new ConfigurationException("others may read or change %s, or it belongs to somebody else (%s)"
                            .formatted(file, rights.orElse("another owner")));
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException("the rights of %s cannot be read".formatted(file));
        }
    }

    private OptionalInt owner() {
        try {
            return OwnerOnly.owner(file);
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
