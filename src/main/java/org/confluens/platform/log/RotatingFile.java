package org.confluens.platform.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.confluens.platform.disk.OwnerOnly;

/**
 * A file that is written to its greatest length and then begun anew, the ones before kept beside it as {@code .1}, {@code .2}
 * and so on up to a number. Only the owner may read them. Not safe for several threads at a time.
 */
final class RotatingFile implements AutoCloseable {

    private final Path file;
    private final long mostBytes;
    private final int files;
    private FileChannel channel;

    /**
     * Goes on at the end of the file that is there.
     *
     * @param mostBytes greatest length of a file
     * @param files how many there are at most, the one that is written included
     */
    RotatingFile(Path file, long mostBytes, int files) throws IOException {
        this.file = file;
        this.mostBytes = mostBytes;
        this.files = files;
        open();
    }

    private void open() throws IOException {
        channel = FileChannel.open(OwnerOnly.file(file), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        if (channel.size() > 0 && channel.size() + bytes.remaining() > mostBytes) {
            rotate();
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void rotate() throws IOException {
        channel.close();
        Files.deleteIfExists(numbered(files - 1));
        for (int number = files - 2; number >= 0; number--) {
            if (Files.exists(numbered(number))) {
                Files.move(numbered(number), numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        open();
    }

    private Path numbered(int number) {
        return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
