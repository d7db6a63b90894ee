package org.confluens.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReader;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.ReadOptions;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;
import org.confluens.dicom.dimse.StoreRequest;

/** A small PACS for machines without Orthanc: keeps structured reports as files. Their names are its own. */
final class DemoStore {

    static final String AE_TITLE = "DEMOPACS";

    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();

    DemoStore(Path folder) {
        this.folder = folder;
    }

    /** Serves until the process is ended. */
    void serve(int port) throws IOException, InterruptedException {
        ServiceOffer offer = new ServiceOffer(
                Set.of(
                        UID.BasicTextSRStorage,
                        UID.EnhancedSRStorage,
                        UID.ComprehensiveSRStorage,
                        UID.Comprehensive3DSRStorage,
                        UID.KeyObjectSelectionDocumentStorage,
                        UID.EncapsulatedPDFStorage),
                List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                (StoreHandler) this::keep);
        try (DimseServer server = DimseServer.builder()
                .bind("127.0.0.1", port)
                .ae(AE_TITLE, List.of(offer))
                .start()) {
            System.out.println("store on port " + server.port());
            Thread.currentThread().join();
        }
    }

    private DimseStatus keep(StoreRequest request, InputStream data) throws IOException {
        Dataset dataset = DatasetReader.read(data, request.transferSyntax(), ReadOptions.keepEverything())
                .whole();
        Path part = Files.createTempFile(folder, "incoming", ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            Part10.of(dataset, request.transferSyntax()).write(out);
        }
        Files.move(part, folder.resolve("object" + count.incrementAndGet() + ".dcm"), StandardCopyOption.ATOMIC_MOVE);
        return DimseStatus.SUCCESS;
    }
}
