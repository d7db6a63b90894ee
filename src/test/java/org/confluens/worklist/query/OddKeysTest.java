package org.confluens.worklist.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.FragmentsElement;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.Tags;
import org.confluens.dicom.data.VR;
import org.confluens.worklist.ItemBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are not what PS3.4 K.4.1.1.3 has: none of them may be passed over, which would find everything. */
class OddKeysTest {
    private static final Dataset NO_SUCH_PATIENT =
            Dataset.builder().put(Tag.PatientID, "NOBODY").build();

    private static final int[] COMPARED = {
        Tag.PatientID,
        Tag.PatientName,
        Tag.AccessionNumber,
        Tag.StudyInstanceUID,
        Tag.PatientBirthDate,
        Tag.PatientWeight
    };

    private static void assertRefused(int tag, Dataset identifier) {
        assertThatThrownBy(() -> QueryParser.parse(identifier))
                .as(Tags.format(tag))
                .isInstanceOfSatisfying(
                        QueryRefusedException.class,
                        refusal -> assertThat(refusal.tag()).isEqualTo(tag))
                .as("an Error Comment goes out as a whole")
                .message()
                .contains(Tags.format(tag))
                .hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @EnumSource(names = {"OB", "OW", "OF", "OD", "OL", "OV", "AT", "US", "UL", "FL", "FD", "SV"})
    void refusesAValueThatIsNoText(VR vr) {
        for (int tag : COMPARED) {
            assertRefused(tag, Dataset.builder().putBytes(tag, vr, new byte[8]).build());
        }
    }

    @Test
    void refusesItemsAndFragmentsWhereAValueIsDue() {
        for (int tag : COMPARED) {
            assertRefused(tag, Dataset.builder().putItems(tag, Dataset.empty()).build());
            FragmentsElement fragments = new FragmentsElement(tag, VR.OB, List.of(new byte[0]));
            assertRefused(tag, Dataset.builder().put(fragments).build());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OB", "UN", "LO", "UT"})
    void refusesAValueWhereItemsAreDue(VR vr) {
        int tag = Tag.ScheduledProcedureStepSequence;
        assertRefused(tag, Dataset.builder().putBytes(tag, vr, "MR".getBytes()).build());
    }

    @Test
    void refusesSeveralItems() {
        Dataset item = Dataset.builder().put(Tag.Modality, "XA").build();
        int tag = Tag.ScheduledProcedureStepSequence;
        assertRefused(tag, Dataset.builder().putItems(tag, item, item).build());
    }

    @ParameterizedTest
    @EnumSource(names = {"LO", "ST", "UN", "CS", "UT"})
    void comparesAValueOfAnotherTextVr(VR vr) throws Exception {
        Dataset item = ItemBuilder.item().build().dataset();
        for (int tag : new int[] {Tag.PatientID, Tag.PatientName, Tag.StudyInstanceUID, Tag.PatientBirthDate}) {
            String value = item.string(tag).orElseThrow();
            WorklistQuery same = QueryParser.parse(
                    Dataset.builder().putBytes(tag, vr, value.getBytes()).build());
            assertThat(same.matches(item)).as(Tags.format(tag)).isTrue();
            String other = tag == Tag.PatientBirthDate ? "18990101" : "7";
            WorklistQuery different = QueryParser.parse(
                    Dataset.builder().putBytes(tag, vr, other.getBytes()).build());
            assertThat(different.matches(item)).as(Tags.format(tag)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\\\", " \\ "})
    void refusesSeveralValuesOfWhichNoneIsOne(String value) {
        for (int tag : COMPARED) {
            assertRefused(tag, Dataset.builder().put(tag, value).build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"  ", "\0\0", " \0"})
    void takesPaddingForNoValue(String value) throws Exception {
        for (int tag : COMPARED) {
            assertThat(QueryParser.parse(Dataset.builder().put(tag, value).build())
                            .criteria())
                    .isEmpty();
        }
        Dataset afternoon = Dataset.builder()
                .put(Tag.StudyDate, value)
                .put(Tag.StudyTime, "1200-1800")
                .build();
        Dataset item = ItemBuilder.item().with(Tag.StudyTime, "0900").build().dataset();
        assertThat(QueryParser.parse(afternoon).matches(item))
                .as("the time of a date of nothing is a condition")
                .isFalse();
    }

    @Test
    void passesOverPrivateAndUnknownKeysButNotOverTheOthers() throws Exception {
        Dataset identifier = NO_SUCH_PATIENT.toBuilder()
                .putPrivate("TEST", 0x0009, 1, VR.LO, "value")
                .putItems(Tags.of(0x0009, 0x1002), Dataset.empty())
                .putItems(Tags.of(0x0009, 0x1003))
                .put(Tags.of(0x0010, 0x7777), VR.LO, "nobody lists this")
                .putBytes(Tags.of(0x0010, 0x7778), VR.OB, new byte[4])
                .putBytes(Tags.of(0x0011, 0x1001), VR.UN, new byte[4])
                .build();
        WorklistQuery query = QueryParser.parse(identifier);
        assertThat(query.unsupportedKeys()).isTrue();
        assertThat(query.matches(ItemBuilder.item().build().dataset())).isFalse();
    }
}
