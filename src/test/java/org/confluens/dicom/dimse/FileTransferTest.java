package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.TlsContexts;
import org.confluens.dicom.net.TlsSettings;
import org.confluens.peer.TestCertificates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DICOM files, sent as they are, in fragments of every size, with and without TLS. */
class FileTransferTest {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    static Path folder;

    private static TlsContexts tls;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeIdentity() throws IOException {
        TestCertificates certificates = new TestCertificates(folder);
        TlsSettings settings = TlsSettings.of(certificates.identity("node"), TestCertificates.PASSWORD);
        tls = TlsContexts.open(settings.withTrustStore(certificates.trust("node"), TestCertificates.PASSWORD));
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 1, false",
        "4096, 4090, false",
        "4096, 100000, false",
        "65537, 1000000, false",
        "0, 700000, false",
        "4096, 100000, true",
        "0, 700000, true"
    })
    void arriveAsTheyAre(int maxPdu, int pixelBytes, boolean secured) throws Exception {
        Dataset image = image(pixelBytes + pixelBytes % 2);
        Path file = write(image);
        try (DimseServer server = serve(maxPdu, secured);
                ClientAssociation association = open(server, secured)) {
            assertThat(association.store(file).isDone()).isTrue();
            assertThat(association.store(file).isDone()).isTrue();
            assertThat(received.take()).isEqualTo(DatasetWriter.bytes(image, SYNTAX));
            assertThat(received.take()).isEqualTo(DatasetWriter.bytes(image, SYNTAX));
        }
    }

    @Test
    void thatCannotBeReadToTheirEndAreNeverTakenForWhole() throws Exception {
        Path file = write(image(1_000_000));
        StoreItem item = StoreItem.of(file);
        try (DimseServer server = serve(0, false);
                ClientAssociation association = open(server, false)) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(100);
            }
            assertThatThrownBy(() -> association.store(item)).isInstanceOf(IOException.class);
            assertThat(association.isOpen()).isFalse();
        }
        assertThat(received).isEmpty();
    }

    private DimseServer serve(int maxPdu, boolean secured) throws IOException {
        StoreHandler keep = (request, dataSet) -> {
            received.add(dataSet.readAllBytes());
            return DimseStatus.SUCCESS;
        };
        DimseServer.Builder builder = DimseServer.builder()
                .ae("CONFLUENS", List.of(new ServiceOffer(Set.of(UID.MRImageStorage), List.of(SYNTAX.uid()), keep)));
        if (maxPdu > 0) {
            builder.limits(
                    NetLimits.defaults().toBuilder().maxReceivePdu(maxPdu).build());
        }
        return (secured ? builder.tls(tls) : builder).start();
    }

    private static ClientAssociation open(DimseServer server, boolean secured) throws IOException {
        ClientOptions options = ClientOptions.defaults();
        return DimseClient.open(
                "TESTER",
                new RemoteAe("CONFLUENS", "localhost", server.port()),
                List.of(PresentationRequest.of(UID.MRImageStorage, SYNTAX.uid())),
                secured ? options.withTls(tls) : options);
    }

    private static Dataset image(int pixelBytes) {
        byte[] pixels = new byte[pixelBytes];
        new Random(pixelBytes).nextBytes(pixels);
        return Samples.image(pixelBytes).toBuilder()
                .putBytes(Tag.PixelData, VR.OW, pixels)
                .build();
    }

    private static Path write(Dataset image) throws IOException {
        Path file = Files.createTempFile(folder, "image", ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.of(image, SYNTAX).write(out);
        }
        return file;
    }
}
