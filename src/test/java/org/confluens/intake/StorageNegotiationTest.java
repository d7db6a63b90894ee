package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confluens.dicom.net.HostilePeer.command;
import static org.confluens.dicom.net.HostilePeer.element;
import static org.confluens.dicom.net.HostilePeer.pdu;
import static org.confluens.dicom.net.HostilePeer.pdv;
import static org.confluens.intake.TestInstances.NOW;
import static org.confluens.intake.TestInstances.mr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.ReadLimits;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.net.CommonExtendedNegotiation;
import org.confluens.dicom.net.ContextResult;
import org.confluens.dicom.net.ExtendedNegotiation;
import org.confluens.dicom.net.HostilePeer;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.PduDecoder;
import org.confluens.dicom.net.PduType;
import org.confluens.dicom.net.ProposedContext;
import org.confluens.dicom.net.UserInformation;
import org.confluens.intake.journal.IntakeJournal;
import org.confluens.intake.journal.JournalOptions;
import org.confluens.platform.memory.MemoryBudget;
import org.confluens.rights.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the storage service says of itself when an association is opened, PS3.4 section B.3. */
class StorageNegotiationTest {
    private static final String UNKNOWN = "1.2.826.0.1.3680043.9.9999.1";
    private static final byte[] SCU_ONLY = {3, 0, 0, 0, 2, 0};

    @TempDir
    private Path folder;

    private Pdu.Accept associate(HostilePeer peer) throws IOException {
        List<String> implicit = List.of(UID.ImplicitVRLittleEndian);
        UserInformation user = new UserInformation(
                16384,
                Implementation.CLASS_UID,
                "",
                Optional.empty(),
                List.of(),
                List.of(
                        new ExtendedNegotiation(UID.MRImageStorage, SCU_ONLY),
                        new ExtendedNegotiation(UID.ComprehensiveSRStorage, SCU_ONLY),
                        new ExtendedNegotiation(UNKNOWN, SCU_ONLY)),
                List.of(new CommonExtendedNegotiation(UNKNOWN, UID.Storage, List.of(UID.MRImageStorage))),
                Optional.empty(),
                Optional.empty());
        List<ProposedContext> contexts = List.of(
                new ProposedContext(1, UID.MRImageStorage, implicit),
                new ProposedContext(3, UID.ComprehensiveSRStorage, implicit),
                new ProposedContext(5, UNKNOWN, implicit),
                new ProposedContext(7, UNKNOWN + ".1", implicit));
        HostilePeer.Received answer = peer.send(
                        new Pdu.Request(1, "CONFLUENS", "MODALITY", Implementation.APPLICATION_CONTEXT, contexts, user))
                .receive();
        assertThat(answer.type()).isEqualTo(2);
        return (Pdu.Accept) PduDecoder.decode(PduType.A_ASSOCIATE_AC, answer.body());
    }

    private DimseServer serve(IntakeJournal journal, boolean unknown) throws IOException {
        InstanceStore store = new InstanceStore(
                journal,
                new Refusals(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                MemoryBudget.unlimited(),
                Peers.anyone(),
                ReadLimits.defaults());
        return DimseServer.builder()
                .ae("CONFLUENS", List.of(IntakeServices.storage(store, unknown)))
                .start();
    }

    private IntakeJournal journal() throws IOException {
        return IntakeJournal.open(folder, JournalOptions.defaults().withMinimumFreeBytes(0));
    }

    @Test
    void saysWhatIsKeptOfEachClass() throws IOException {
        try (IntakeJournal journal = journal();
                DimseServer server = serve(journal, false);
                HostilePeer peer = HostilePeer.connect(server.port())) {
            Pdu.Accept accept = associate(peer);

            assertThat(accept.user().extended())
                    .extracting(
                            answer -> answer.sopClass() + " " + HexFormat.of().formatHex(answer.information()))
                    .containsExactly(
                            UID.MRImageStorage + " 000000000000", UID.ComprehensiveSRStorage + " 020001000000");
            assertThat(accept.contexts())
                    .extracting(ContextResult::accepted)
                    .as("a class that is not known is not taken unless the site says so")
                    .containsExactly(true, true, false, false);
        }
    }

    @Test
    void takesUnknownStorageClassesWhereTheSiteWantsIt() throws Exception {
        try (IntakeJournal journal = journal();
                DimseServer server = serve(journal, true);
                HostilePeer peer = HostilePeer.connect(server.port())) {
            Pdu.Accept accept = associate(peer);
            assertThat(accept.contexts())
                    .extracting(ContextResult::accepted)
                    .as("the last one does not say what it is")
                    .containsExactly(true, true, true, false);
            assertThat(accept.user().extended()).hasSize(3);

            Dataset instance =
                    mr("1.2.1", "1.2.1.1", 1).put(Tag.SOPClassUID, UNKNOWN).build();
            byte[] request = command(
                    element(0x0002, UNKNOWN),
                    element(0x0100, 0x0001),
                    element(0x0110, 1),
                    element(0x0700, 0),
                    element(0x0800, 1),
                    element(0x1000, "1.2.1.1.1"));
            peer.send(pdu(4, pdv(5, 3, request)));
            peer.send(pdu(4, pdv(5, 2, DatasetWriter.bytes(instance, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN))));

            String answer = HexFormat.of().formatHex(peer.receive().body());
            assertThat(answer).as("Status (0000,0900) of success").contains("00000009020000000000");
        }
    }
}
