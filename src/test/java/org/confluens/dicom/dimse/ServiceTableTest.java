package org.confluens.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

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
    void listsStatusesOnce() {
        assertThat(ServiceTable.statuses()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(ServiceTable.statusesAsMarkdown()).contains("| C-STORE | C000H | Error: Cannot understand |");
    }
}
