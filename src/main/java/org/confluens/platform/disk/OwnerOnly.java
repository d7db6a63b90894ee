package org.confluens.platform.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files and folders that nobody but their owner may read or write: 0600 and 0700, whatever the process' umask is. Where a file
 * system has no such rights (FAT, some network shares, Windows) the files are made without them, and {@link #problem} says so;
 * rights that access control lists give beyond them show as rights of the group, which Linux keeps there as their mask.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNERS = FOLDER;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int MOST_LINKS = 40;

    private OwnerOnly() {}

    /** Makes the folder, and those above it that are missing, for the owner only; one that is there stays as it is. */
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes an empty file for the owner only; one that is there stays as it is. */
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes(file, FILE));
        } catch (FileAlreadyExistsException e) {
            return file;
        }
    }

    /** Writes the whole file, which only the owner may read. */
    public static Path write(Path file, byte[] content) throws IOException {
        return Files.write(file(file), content, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /**
     * Who else than the owner may read or change the file or folder, such as {@code rw-r--r--}; empty if nobody. Present with
     * other words where the file system knows no rights.
     */
    public static Optional<String> problem(Path path) throws IOException {
        if (!hasRights(path)) {
            return Optional.of("unknown, because its file system keeps no rights of owner, group and others");
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        return OWNERS.containsAll(rights) ? Optional.empty() : Optional.of(PosixFilePermissions.toString(rights));
    }

    /**
     * A folder above the file or folder in which everybody may put something else in its place, however it is reached: above
     * what it is a link to as well as above the link. One with the sticky bit, such as {@code /tmp}, is none.
     */
    public static Optional<Path> openFolderAbove(Path path) throws IOException {
        Path step = path.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            Optional<Path> open = openFolder(step.getParent());
            if (open.isEmpty() && step.getParent() != null) {
                open = openFolder(step.getParent().toRealPath());
            }
            if (open.isPresent() || !Files.isSymbolicLink(step)) {
                return open;
            }
            step = step.resolveSibling(Files.readSymbolicLink(step));
        }
        throw new IOException("too many links, one to the other: " + path);
    }

    private static Optional<Path> openFolder(Path lowest) throws IOException {
        for (Path folder = lowest; folder != null; folder = folder.getParent()) {
            if (knowsUnix(folder) && isOpen((int) Files.getAttribute(folder, "unix:mode"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static boolean isOpen(int mode) {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }

    /**
     * The number of the user whom the file or folder belongs to, links followed; empty where the file system has no such
     * numbers.
     */
    public static OptionalInt owner(Path path) throws IOException {
        return knowsUnix(path) ? OptionalInt.of((int) Files.getAttribute(path, "unix:uid")) : OptionalInt.empty();
    }

    private static boolean knowsUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Whether the file system keeps rights of owner, group and others. */
    public static boolean hasRights(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /**
     * Takes the rights of group and others from the folder and all that is in it. The folder itself may be a link; those in it
     * are not followed.
     *
     * @return what had wider rights
     * @throws IOException when a file belongs to somebody else, whose rights cannot be changed
     */
    public static List<Path> tighten(Path folder) throws IOException {
        List<Path> wide = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.toRealPath())) {
            for (Path path : (Iterable<Path>) all::iterator) {
                PosixFileAttributes present =
                        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!present.isSymbolicLink() && !OWNERS.containsAll(present.permissions())) {
                    Files.setPosixFilePermissions(path, present.isDirectory() ? FOLDER : FILE);
                    wide.add(path);
                }
            }
        }
        return wide;
    }

    /**
     * Lets those read the file who may read the folder that it is in, whatever the process' umask is: for files that another
     * program takes from there.
     */
    public static void shareAsFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (hasRights(folder)) {
            Set<PosixFilePermission> rights = EnumSet.copyOf(FILE);
            Set<PosixFilePermission> readers =
                    EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
            readers.retainAll(Files.getPosixFilePermissions(folder));
            rights.addAll(readers);
            Files.setPosixFilePermissions(file, rights);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> rights) throws IOException {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return hasRights(there)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }
}
