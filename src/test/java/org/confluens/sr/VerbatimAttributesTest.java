package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confluens.sr.RelationshipType.CONTAINS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What other products write and the model has no word for is never lost silently. */
class VerbatimAttributesTest {

    @Test
    void keepsASecondMeasuredValue() throws Exception {
        Dataset num = item("NUM").toBuilder()
                .putItems(Tag.MeasuredValueSequence, value("1"), value("2"))
                .build();

        assertKept(num, SrProblemCode.UNSUPPORTED_VALUE);
    }

    @Test
    void keepsSeveralNumbersWhereOneIsAllowed() throws Exception {
        Dataset num = item("NUM").toBuilder()
                .putItems(Tag.MeasuredValueSequence, value("1\\2"))
                .build();

        assertKept(num, SrProblemCode.UNSUPPORTED_VALUE);
    }

    @Test
    void keepsASecondTemplateAndASecondValueType() throws Exception {
        Dataset template = Dataset.builder()
                .put(Tag.TemplateIdentifier, "1501")
                .put(Tag.MappingResource, "DCMR")
                .build();
        Dataset container = item("CONTAINER").toBuilder()
                .put(Tag.ContinuityOfContent, "SEPARATE")
                .putItems(Tag.ContentTemplateSequence, template, template)
                .build();

        assertKept(container, SrProblemCode.UNSUPPORTED_VALUE);
        assertKept(text().toBuilder().put(Tag.ValueType, "TEXT", "CODE").build(), SrProblemCode.UNSUPPORTED_VALUE);
    }

    @Test
    void keepsAFrameNumberThatIsNoneInsteadOfMakingItAnother() throws Exception {
        for (String frame : List.of("99999999999999", "abc")) {
            Dataset image = item("IMAGE").toBuilder()
                    .putItems(
                            Tag.ReferencedSOPSequence,
                            image().toBuilder()
                                    .put(Tag.ReferencedFrameNumber, VR.LO, frame)
                                    .build())
                    .build();

            assertKept(image, SrProblemCode.INVALID_VALUE);
        }
    }

    @Test
    void keepsWhatAPresentationStateReferenceHoldsBeside() throws Exception {
        Dataset state = image().toBuilder().put(Tag.ReferencedFrameNumber, "3").build();
        Dataset image = item("IMAGE").toBuilder()
                .putItems(
                        Tag.ReferencedSOPSequence,
                        image().toBuilder()
                                .putItems(Tag.ReferencedSOPSequence, state)
                                .build())
                .build();

        assertKept(image, SrProblemCode.UNSUPPORTED_VALUE);
    }

    @Test
    void keepsWhatAnAuthorSaysBesideItsKind() throws Exception {
        Dataset device = Dataset.builder()
                .put(Tag.ObserverType, "DEV")
                .put(Tag.DeviceUID, "1.2.3")
                .put(Tag.Manufacturer, "TEST")
                .put(Tag.ManufacturerModelName, "MODEL")
                .put(Tag.StationName, "STATION")
                .put(Tag.PersonName, "DOE^JOHN")
                .put(Tag.InstitutionName, "TEST")
                .putItems(Tag.InstitutionCodeSequence)
                .build();
        Dataset person = device.toBuilder().put(Tag.ObserverType, "PSN").build();
        Dataset source = report().toBuilder()
                .putItems(Tag.AuthorObserverSequence, device, person)
                .build();

        SrReading reading = SrReader.read(source);
        Dataset written = SrWriter.write(reading.document());

        assertThat(written.items(Tag.AuthorObserverSequence))
                .allSatisfy(author -> assertThat(author.string(Tag.PersonName)).contains("DOE^JOHN"));
        assertThat(written.items(Tag.AuthorObserverSequence))
                .allSatisfy(author -> assertThat(author.string(Tag.DeviceUID)).contains("1.2.3"));
        assertThat(SrReader.read(written).document()).isEqualTo(reading.document());
    }

    @Test
    void keepsSeveralProcedureStepsAndEmptyAttributes() throws Exception {
        Dataset step = image();
        Dataset request = Dataset.builder()
                .put(Tag.StudyInstanceUID, "1.2.3")
                .putItems(Tag.ReferencedStudySequence, step, step)
                .put(Tag.AccessionNumber, "1")
                .put(Tag.PlacerOrderNumberImagingServiceRequest, "")
                .put(Tag.FillerOrderNumberImagingServiceRequest, "")
                .put(Tag.RequestedProcedureID, "")
                .put(Tag.RequestedProcedureDescription, "")
                .putItems(Tag.RequestedProcedureCodeSequence)
                .build();
        Dataset source = report().toBuilder()
                .putItems(Tag.ReferencedPerformedProcedureStepSequence, step, step)
                .putItems(Tag.ReferencedRequestSequence, request)
                .putEmpty(Tag.DeviceSerialNumber)
                .putEmpty(Tag.CompletionFlagDescription)
                .build();

        assertThat(SrWriter.write(SrReader.read(source).document())).isEqualTo(source);
    }

    @Test
    void saysThatTextIsNotInTheCharacterSetOfTheDocument() {
        Dataset broken = item("TEXT").toBuilder()
                .putBytes(Tag.TextValue, VR.UT, new byte[] {'a', (byte) 0xFF, 'b'})
                .build();

        SrReading reading = SrReader.read(with(broken));

        assertThat(reading.problems())
                .filteredOn(problem -> problem.code() == SrProblemCode.UNREADABLE_TEXT)
                .singleElement()
                .satisfies(problem -> assertThat(problem.position()).isEqualTo(Position.of(1, 1)));
    }

    @Test
    void saysThatTheContentOfTheRootIsNoSequence() {
        Dataset source =
                report().toBuilder().put(Tag.ContentSequence, VR.LO, "text").build();

        assertThat(SrReader.read(source).problems())
                .extracting(SrProblem::code)
                .contains(SrProblemCode.INVALID_DOCUMENT_TREE);
    }

    @Test
    void readsAReportWithoutContentAndWritesItAgain() throws Exception {
        Dataset source = report().toBuilder().remove(Tag.ContentSequence).build();

        assertThat(SrWriter.write(SrReader.read(source).document())).isEqualTo(source);
    }

    @Test
    void refusesAWaveformChannelThatDoesNotFitItsAttribute() {
        WaveformReference waveform = new WaveformReference(
                new SopReference(UID.HemodynamicWaveformStorage, "1.2.3"),
                List.of(new WaveformReference.Channel(1, 70_000)),
                Dataset.empty());
        SrDocument document = Samples.draft(ContainerItem.root(
                        Samples.TITLE, new WaveformItem(ItemHead.of(CONTAINS, Samples.FINDING), waveform, List.of())))
                .build();

        assertThatThrownBy(() -> SrWriter.write(document)).isInstanceOf(SrException.class);
    }

    /** As many references as items: each of them leads to all that follow, and from the last back to the first. */
    @Test
    void readsTensOfThousandsOfReferencesInTheTimeOfAsManyItems() {
        int count = 20_000;
        List<ContentItem> items = new ArrayList<>();
        IntStream.rangeClosed(1, count)
                .mapToObj(i -> new NumItem(
                        ItemHead.of(CONTAINS, Samples.LENGTH),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new ByReferenceItem(
                                ItemHead.of(RelationshipType.INFERRED_FROM), Position.of(1, i % count + 1)))))
                .forEach(items::add);
        SrDocument document = Samples.draft(ContainerItem.root(Samples.TITLE).withChildren(items))
                .build();

        List<SrProblem> problems =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SrRules.check(document));

        assertThat(problems)
                .filteredOn(problem -> problem.code() == SrProblemCode.REFERENCE_CIRCLE)
                .hasSize(count);
    }

    private static void assertKept(Dataset item, SrProblemCode code) throws Exception {
        SrReading reading = SrReader.read(with(item));
        assertThat(reading.problems()).extracting(SrProblem::code).contains(code);
        Dataset written = SrWriter.write(reading.document());
        assertThat(written.items(Tag.ContentSequence)).containsExactly(item);
        assertThat(SrReader.read(written).document()).isEqualTo(reading.document());
    }

    private static Dataset with(Dataset item) {
        return report().toBuilder().putItems(Tag.ContentSequence, item).build();
    }

    private static Dataset report() {
        try {
            return SrWriter.write(Samples.draft(ContainerItem.root(
                            Samples.TITLE, new TextItem(ItemHead.of(CONTAINS, Samples.FINDING), "none", List.of())))
                    .build());
        } catch (SrException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static Dataset text() {
        return item("TEXT").toBuilder().put(Tag.TextValue, "x").build();
    }

    private static Dataset item(String valueType) {
        return Dataset.builder()
                .put(Tag.RelationshipType, "CONTAINS")
                .put(Tag.ValueType, valueType)
                .putItems(Tag.ConceptNameCodeSequence, CodeItems.write(Samples.FINDING))
                .build();
    }

    private static Dataset image() {
        return Dataset.builder()
                .put(Tag.ReferencedSOPClassUID, UID.MRImageStorage)
                .put(Tag.ReferencedSOPInstanceUID, Samples.IMAGE)
                .build();
    }

    private static Dataset value(String number) {
        return Dataset.builder()
                .put(Tag.NumericValue, number)
                .putItems(Tag.MeasurementUnitsCodeSequence, CodeItems.write(Samples.MILLIMETRE))
                .build();
    }
}
