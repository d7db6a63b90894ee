package org.confluens.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.DimseStatus;
import org.confluens.dicom.dimse.ServiceOffer;
import org.confluens.dicom.dimse.StoreHandler;

/** A DICOM node that takes every instance and drops it: what senders are measured into. */
public final class DiscardingSink {

    static final String AE_TITLE = "SINK";

    private DiscardingSink() {}

    /** @param arguments the port */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        StoreHandler drop = (request, dataSet) -> DimseStatus.SUCCESS;
        ServiceOffer offer = new ServiceOffer(
                Set.of(UID.MRImageStorage, UID.XRayAngiographicImageStorage),
                List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian),
                drop);
        try (DimseServer server = DimseServer.builder()
                .bind("127.0.0.1", Integer.parseInt(arguments[0]))
                .ae(AE_TITLE, List.of(offer))
                .start()) {
            System.out.println("discarding on port " + server.port());
            Thread.currentThread().join();
        }
    }
}
