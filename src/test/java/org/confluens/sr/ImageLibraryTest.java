package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

class ImageLibraryTest {

    @Test
    void listsTheFirstImageOfEachSeriesAndEachThatIsReferredTo() {
        ContainerItem library = ImageLibrary.of(
                        "MR",
                        List.of(image("2.25.1", "2.25.11"), image("2.25.1", "2.25.12"), image("2.25.2", "2.25.21")),
                        List.of(image("2.25.1", "2.25.12"), image("2.25.1", "2.25.11")))
                .orElseThrow();

        assertThat(library.children()).singleElement().satisfies(group -> {
            assertThat(group.children())
                    .filteredOn(ImageItem.class::isInstance)
                    .extracting(item -> ((ImageItem) item).image().image().sopInstanceUid())
                    .containsExactly("2.25.11", "2.25.21", "2.25.12");
            assertThat(((CodeItem) group.children().get(0)).value()).isEqualTo(Samples.dcm("MR", ""));
        });
    }

    @Test
    void isLeftOutWhereThereIsNoImage() {
        StudyReference.Member report =
                StudyReference.Member.of(Samples.STUDY, "2.25.1", UID.ComprehensiveSRStorage, "2.25.11");

        assertThat(ImageLibrary.of("SR", List.of(report), List.of())).isEmpty();
    }

    @Test
    void callsAModalityThatItDoesNotKnowOther() {
        ContainerItem library = ImageLibrary.of("XX", List.of(image("2.25.1", "2.25.11")), List.of())
                .orElseThrow();

        assertThat(((CodeItem) library.children().get(0).children().get(0)).value())
                .isEqualTo(Samples.dcm("OT", ""));
    }

    private static StudyReference.Member image(String series, String instance) {
        return StudyReference.Member.of(Samples.STUDY, series, UID.MRImageStorage, instance);
    }
}
