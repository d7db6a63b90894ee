package org.confluens.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.report.seal.SealKey;
import org.confluens.rights.Peers;
import org.confluens.security.NodeTls;

/**
 * What {@code deploy/run} asks before it boots the server: is the configuration right, are the ports free, can the data
 * folder be written? Prints the settings that the script itself needs, one {@code name=value} a line, or one line on
 * standard error, and then ends with exit code 2.
 */
public final class Preflight {

    private Preflight() {}

    public static void main(String[] arguments) {
        try {
            System.out.println(check(Settings.ofThisProcess()));
        } catch (ConfigurationException e) {
            System.err.println("confluens: " + e.getMessage());
            System.exit(2);
        }
    }

    /**
     * Checks what only the machine can tell.
     *
     * @throws ConfigurationException when a port is in use, or the data folder cannot be written or is in use
     */
    static String check(Settings settings) {
        checkPort(settings, "confluens.dicom.port", "confluens.dicom.bind");
        checkPort(settings, "confluens.http.port", "confluens.http.bind");
        boolean tls = NodeTls.contexts(settings).isPresent();
        if (tls) {
            checkPort(settings, "confluens.dicom.tls.port", "confluens.dicom.bind");
        }
        if (settings.integer("confluens.hl7.port") != 0) {
            checkPort(settings, "confluens.hl7.port", "confluens.hl7.bind");
        }
        Peers.of(settings);
        SealKey.check(settings);
        Path data = settings.path("confluens.data-dir");
        checkWritable(data);
        Rights.check(settings).ifPresent(changed -> System.err.println("confluens: " + changed));
        checkUnused(data);
        return String.join(
                System.lineSeparator(),
                "http_port=" + settings.integer("confluens.http.port"),
                "http_bind=" + settings.text("confluens.http.bind"),
                "http_proxy=" + settings.text("confluens.http.proxy"),
                "dicom_port=" + settings.integer("confluens.dicom.port"),
                "dicom_bind=" + settings.text("confluens.dicom.bind"),
                "dicom_tls_port=" + (tls ? settings.integer("confluens.dicom.tls.port") : ""),
                "ae_title=" + settings.text("confluens.dicom.ae-title"),
                "worklist_ae_title=" + settings.text("confluens.dicom.worklist-ae-title"),
                "data_dir=" + data,
                "stop_seconds=" + settings.duration("confluens.stop-within").toSeconds(),
                "jvm_options=" + settings.text("confluens.jvm-options"));
    }

    /** Nothing listens meanwhile: a peer would take the port for open. */
    private static void checkPort(Settings settings, String portKey, String bindKey) {
        int port = settings.integer(portKey);
        String address = settings.text(bindKey);
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw new ConfigurationException("%s is %d, but that port cannot be opened on %s (%s); choose a free port"
                    .formatted(portKey, port, address, e.getMessage()));
        }
    }

    /** A second service on one folder would write the same journal; found here, it leaves the first one's log alone too. */
    private static void checkUnused(Path folder) {
        try {
            if (IntakeJournal.isOpen(folder.resolve("intake"))) {
                throw new ConfigurationException(
                        "confluens.data-dir is '%s', but another running Confluens uses that folder; give each a folder of its own"
                                .formatted(folder));
            }
        } catch (IOException e) {
            throw new ConfigurationException("confluens.data-dir is '%s', but its intake journal cannot be read (%s)"
                    .formatted(folder, e.getClass().getSimpleName()));
        }
    }

    private static void checkWritable(Path folder) {
        try {
            OwnerOnly.folder(folder);
            Files.delete(Files.createTempFile(folder, "start", ".check"));
        } catch (IOException e) {
            throw new ConfigurationException("confluens.data-dir is '%s', but that folder cannot be written (%s: %s)"
                    .formatted(folder, e.getClass().getSimpleName(), e.getMessage()));
        }
    }
}
