package org.confluens.dicom.dimse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetReadException;
import org.confluens.dicom.data.ReaderBounds;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A target for a fuzzer: the reader of command sets. */
class CommandFuzzTest {

    static List<Arguments> commands() {
        return List.of(
                seed(Command.request(CommandField.C_ECHO, 1, false)
                        .put(Tag.AffectedSOPClassUID, UID.Verification)
                        .build()),
                seed(Command.request(CommandField.C_STORE, 2, true)
                        .put(Tag.AffectedSOPClassUID, UID.MRImageStorage)
                        .put(Tag.AffectedSOPInstanceUID, Uids.nameBased("seed"))
                        .putInt(Tag.Priority, 0)
                        .build()));
    }

    private static Arguments seed(Dataset set) {
        return Arguments.of((Object) new Command(1, set).encode());
    }

    @MethodSource("commands")
    @FuzzTest(maxDuration = "20s")
    void readsOrRefusesACommandSet(byte[] bytes) {
        ReaderBounds.check(DatasetReadException.class, () -> {
            Command command = Command.decode(1, bytes, bytes.length);
            command.status();
        });
    }
}
