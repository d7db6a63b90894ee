package org.confluens.worklist.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.worklist.StepPublisher;
import org.confluens.worklist.WorklistItem;
import org.confluens.worklist.WorklistWiring;

/**
 * Publishes steps as worklist files ({@code .wl}) in a folder that DCMTK's wlmscpfs or Orthanc's worklist plugin reads. A
 * file appears whole or not at all, since both read whatever they find at the moment of a query.
 */
@ApplicationScoped
public class FilePublisher implements StepPublisher {

    private Optional<Path> folder = Optional.empty();

    protected FilePublisher() {}

    @Inject
    FilePublisher(WorklistWiring wiring) {
        this.folder = wiring.settings().optionalPath("confluens.worklist.publish-folder");
    }

    FilePublisher(Path folder) {
        this.folder = Optional.of(folder);
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public void put(WorklistItem item) throws IOException {
        Path file = file(item);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(
                part,
                Part10.of(complete(item), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        .bytes());
        OwnerOnly.shareAsFolder(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void remove(WorklistItem item) throws IOException {
        Files.deleteIfExists(file(item));
    }

    private Path file(WorklistItem item) throws IOException {
        Path target = folder.orElseThrow(() -> new IOException("confluens.worklist.publish-folder is not set"));
        Files.createDirectories(target);
        return target.resolve(hash(item.studyInstanceUid() + "\\" + item.stepId()) + ".wl");
    }

    private static String hash(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** wlmscpfs passes over items without these sequences, which are of type 2; both want the file's own identity. */
    private static Dataset complete(WorklistItem item) {
        Dataset dataset = item.dataset();
        Dataset.Builder complete = dataset.toBuilder()
                .put(Tag.SOPClassUID, UID.ModalityWorklistInformationModelFind)
                .put(Tag.SOPInstanceUID, Uids.nameBased(item.studyInstanceUid() + "\\" + item.stepId()));
        for (int sequence : new int[] {Tag.ReferencedStudySequence, Tag.ReferencedPatientSequence}) {
            if (!dataset.contains(sequence)) {
                complete.putEmpty(sequence);
            }
        }
        return complete.build();
    }
}
