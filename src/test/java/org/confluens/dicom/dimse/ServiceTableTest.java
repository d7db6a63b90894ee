package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTableTest {
    private static final class Steps implements NormalizedHandler {
        @Override
        public NormalizedResponse create(NormalizedRequest request) {
            return NormalizedResponse.success();
        }

        @Override
        public NormalizedResponse set(NormalizedRequest request) {
            return NormalizedResponse.success();
        }
    }

    private static ServiceTable table() {
        StoreHandler store = (request, dataSet) -> DimseStatus.SUCCESS;
        return ServiceTable.of(Map.of(
                "MAIN",
                List.of(
                        new ServiceOffer(Set.of(UID.MRImageStorage), Samples.NATIVE, store),
                        new ServiceOffer(Set.of(UID.ModalityPerformedProcedureStep), Samples.NATIVE, new Steps()))));
    }

    @Test
    void listsWhatIsOfferedUnderItsNames() {
        assertThat(table().rows())
                .extracting(ServiceTable.Row::sopClassName)
                .containsExactly(
                        "MR Image Storage", "Modality Performed Procedure Step SOP Class", "Verification SOP Class");
        assertThat(table().rows())
                .extracting(ServiceTable.Row::services)
                .containsExactly(List.of("C-STORE"), List.of("N-CREATE", "N-SET"), List.of("C-ECHO"));
        assertThat(table().rows().get(0).transferSyntaxes())
                .containsExactly("Explicit VR Little Endian", "Implicit VR Little Endian");
        assertThat(table().sopClassesAsMarkdown())
                .contains("| MAIN | MR Image Storage | 1.2.840.10008.5.1.4.1.1.4 | SCP | C-STORE | Explicit");
    }

    @Test
    void listsTheStatusesOfWhatIsOfferedOnce() {
        assertThat(ServiceTable.allStatuses()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(table().statuses())
                .extracting(ServiceTable.StatusRow::service)
                .contains("any", "C-STORE", "N-CREATE", "N-SET")
                .doesNotContain("C-FIND", "C-MOVE", "N-DELETE");
        assertThat(table().statusesAsMarkdown()).contains("| C-STORE | C000H | Error: Cannot understand |");
    }

    /** The rooms that answer requests; the client half and its users only read statuses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dicom/dimse/ServerSession.java",
                "dicom/dimse/StoreOperation.java",
                "dicom/dimse/FindOperation.java",
                "dicom/dimse/NormalizedOperation.java",
                "dicom/dimse/NormalizedHandler.java",
                "intake",
                "worklist",
                "delivery/commitment/CommitmentReports.java"
            })
    void listsEveryStatusThatTheSourcesName(String room) throws Exception {
        Set<DimseStatus> listed = ServiceTable.allStatuses().stream()
                .map(ServiceTable.StatusRow::status)
                .collect(Collectors.toSet());
        try (Stream<Path> files =
                Files.walk(Path.of("src/main/java/org/confluens").resolve(room))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher names = Pattern.compile("DimseStatus\\.([A-Z_]{3,})").matcher(Files.readString(file));
                while (names.find()) {
                    Object status = DimseStatus.class.getField(names.group(1)).get(null);
                    assertThat(listed).as(file + " " + names.group(1)).contains((DimseStatus) status);
                }
            }
        }
    }
}
