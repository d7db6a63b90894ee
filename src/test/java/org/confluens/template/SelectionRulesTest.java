package org.confluens.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionRulesTest {
    private final SelectionRules rules = Catalogues.packaged().selectionRules();

    private Classification classify(String modality, String bodyPart, String text) {
        Set<String> parts = bodyPart == null ? Set.of() : Set.of(bodyPart);
        List<String> texts = text == null ? List.of() : Arrays.asList(text.split(";"));
        return rules.classify(new StudyFacts(Set.of(modality.split(" ")), Set.of(), Set.of(), parts, texts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MR | NECK | MR venography of the neck | mr-venography",
                "MR | | MRV HEAD AND NECK;2D TOF | mr-venography",
                "MR | HEAD | MR-Venographie Schädel | mr-venography",
                "MR | NECK | MR Phlebographie Halsvenen | mr-venography",
                "MR | NECK | RM Angio-RM venosa collo | mr-venography",
                "MR | | IRM veines cérébrales et du cou | mr-venography",
                "MR | | CCSVI protocol;tof_2d_ven | mr-venography",
                "MR SR | NECK | MR venography | mr-venography",
                "CT | NECK | CT venography neck and chest | ct-venography",
                "CT | HEAD | CTV | ct-venography",
                "US | NECK | Duplex neck veins | duplex-ultrasound",
                "US | | Ecocolordoppler vene giugulari e vertebrali | duplex-ultrasound",
                "US | | CCSVI Doppler | duplex-ultrasound",
                "US | | Farbduplex Halsvenen | duplex-ultrasound",
                "XA | | Venography internal jugular veins and azygos | catheter-venography",
                "XA | NECK | Phlebographie | catheter-venography",
                "XA | | CCSVI | catheter-venography",
                "XA IVUS | | Jugular venography with IVUS | catheter-venography",
                "IVUS | | IVUS of jugular veins | ivus",
                "US | | IVUS azygos | ivus",
                "XA | | Venoplasty left internal jugular vein | venoplasty",
                "XA | | PTA V. jugularis interna links | venoplasty",
                "US | | Follow-up after jugular venoplasty | follow-up"
            })
    void recognisesOurStudiesWithAReason(String modality, String bodyPart, String text, String template) {
        Classification classification = classify(modality, bodyPart, text);
        assertThat(classification.templateId()).contains(template);
        assertThat(classification.reason()).isNotBlank();
        assertThat(classification.ruleId()).isNotEqualTo("no-rule");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MR | BRAIN | MRI brain with contrast",
                "MR | KNEE | MR knee",
                "MR | LEG | MR venography lower extremity",
                "MR | NECK | MR angiography carotids",
                "CT | CHEST | CT pulmonary embolism",
                "CT | ABDOMEN | CT portal venography",
                "US | LEG | Duplex leg veins",
                "US | NECK | Ultrasound thyroid",
                "US | NECK | US-guided puncture internal jugular vein, port",
                "XA | HEART | Coronary angiography",
                "XA | | Phlebography leg",
                "XA | | TIPS transjugular",
                "IVUS | HEART | IVUS LAD coronary",
                "SR | | MR venography",
                "NM | | Bone scan"
            })
    void leavesOthersAlone(String modality, String bodyPart, String text) {
        assertThat(classify(modality, bodyPart, text).templateId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "XA, 99CCSVI, P_CV_IJV, catheter-venography",
        "CT, 99CCSVI, P_CTV_NECK, ct-venography",
        "US, 99CCSVI, P_ECD, duplex-ultrasound",
        "XA, 99CCSVI, P_VALVULOTOMY, venoplasty"
    })
    void goesByTheProcedureCodeBeforeWords(String modality, String scheme, String value, String template) {
        StudyFacts facts = new StudyFacts(
                Set.of(modality), Set.of(), Set.of(new Code(value, scheme, "x")), Set.of(), List.of("examination"));
        assertThat(rules.classify(facts).templateId()).contains(template);
    }

    @Test
    void collectsTheFactsFromHeadersAndTheirRequests() {
        Dataset request = Dataset.builder()
                .put(Tag.RequestedProcedureDescription, "Halsvenen")
                .putItems(
                        Tag.ScheduledProtocolCodeSequence,
                        Dataset.builder()
                                .put(Tag.CodeValue, "P_CV_IJV")
                                .put(Tag.CodingSchemeDesignator, "99CCSVI")
                                .put(Tag.CodeMeaning, "Catheter venography")
                                .build())
                .build();
        Dataset header = Samples.mrHeader().toBuilder()
                .putItems(Tag.RequestAttributesSequence, request)
                .build();
        StudyFacts facts = StudyFacts.of(List.of(header));
        assertThat(facts.modalities()).containsExactly("MR");
        assertThat(facts.sopClasses()).containsExactly(UID.MRImageStorage);
        assertThat(facts.bodyParts()).containsExactly("NECK");
        assertThat(facts.texts()).contains("MR venography of the neck", "2D TOF neck", "Halsvenen");
        assertThat(facts.procedureCodes()).containsExactly(new Code("P_CV_IJV", "99CCSVI", ""));
    }
}
