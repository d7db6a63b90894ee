package org.confluens.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTest {
    @Test
    void knowsEveryGeneratedTagByItsKeyword() throws IllegalAccessException {
        Field[] fields = Tag.class.getFields();
        assertThat(fields.length).isGreaterThan(5000);
        for (Field field : fields) {
            assertThat(Dictionary.tag(field.getName())).hasValue(field.getInt(null));
            assertThat(Dictionary.keyword(field.getInt(null))).contains(field.getName());
        }
    }

    @Test
    void knowsEveryGeneratedUid() throws IllegalAccessException {
        for (Field field : UID.class.getFields()) {
            assertThat(Dictionary.uidKeyword((String) field.get(null))).contains(field.getName());
        }
        assertThat(Dictionary.uidName(UID.MRImageStorage)).contains("MR Image Storage");
        assertThat(Dictionary.uidName("1.2.3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00100010, PN",
        "00280106, US",
        "7FE00010, OW",
        "60023000, OW",
        "50100005, US",
        "002031A0, CS",
        "00280410, US",
        "00280471, US",
        "00280401, LO",
        "10005AB0, US",
        "10101234, US",
        "00090010, LO",
        "00091001, UN",
        "00090000, UL",
        "00120000, UL",
        "0008FFFF, UN",
        "0040A730, SQ",
        "FFFEE000, UN"
    })
    void givesTheVrOfEveryKindOfElement(String tag, VR vr) {
        assertThat(Dictionary.vr(Integer.parseUnsignedInt(tag, 16))).isEqualTo(vr);
    }

    @Test
    void givesNamesAndMultiplicities() {
        assertThat(Dictionary.name(Tag.PatientName)).isEqualTo("Patient's Name");
        assertThat(Dictionary.name(0x00091001)).isEqualTo("(0009,1001)");
        assertThat(Dictionary.multiplicity(Tag.ImageType)).contains("2-n");
        assertThat(Dictionary.isRetired(Tag.ModalitiesInStudy)).isFalse();
        assertThat(Dictionary.isRetired(Tag.CurveData)).isTrue();
    }

    @Test
    void tellsTransferSyntaxesApart() {
        assertThat(TransferSyntax.of(UID.ImplicitVRLittleEndian)).isSameAs(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(TransferSyntax.of(UID.JPEGBaseline8Bit).encapsulated()).isTrue();
        assertThat(TransferSyntax.of(UID.JPIPReferencedDeflate).deflated()).isTrue();
        assertThat(TransferSyntax.of(UID.JPIPReferenced).encapsulated()).isFalse();
        assertThat(TransferSyntax.of(UID.EncapsulatedUncompressedExplicitVRLittleEndian)
                        .encapsulated())
                .isTrue();
        assertThat(TransferSyntax.of("1.2.3").isKnown()).isFalse();
        assertThat(TransferSyntax.of(UID.MRImageStorage).isKnown()).isFalse();
        assertThat(TransferSyntax.of("1.2.3").explicitVr()).isTrue();
        assertThat(TransferSyntax.of(UID.ExplicitVRBigEndian).toString()).isEqualTo("Explicit VR Big Endian");
    }

    @Test
    void listsWhatItReads() {
        assertThat(TransferSyntax.known())
                .hasSizeGreaterThan(50)
                .allSatisfy(syntax -> assertThat(syntax.isKnown()).isTrue());
        assertThat(CharacterSets.definedTerms())
                .contains("ISO_IR 100", "ISO_IR 192", "GBK", "ISO 2022 IR 6", "ISO 2022 IR 87")
                .doesNotContain("ISO_IR 6", "ISO_IR 87");
    }

    @ParameterizedTest
    @CsvSource({
        "DOE^JANE, DOE, JANE, '', DOE^JANE",
        "DOE^JANE^M^DR^MD, DOE, JANE, M, DOE^JANE^M^DR^MD",
        "DOE, DOE, '', '', DOE",
        "DOE^^^^, DOE, '', '', DOE",
        "'', '', '', '', ''",
        "A^B=C^D=, A, B, '', A^B=C^D",
        "A==P, A, '', '', A==P",
        "A=B=C=D, A, '', '', A=B=C"
    })
    void parsesPersonNames(String text, String family, String given, String middle, String written) {
        PersonName name = PersonName.parse(text);
        assertThat(name.familyName()).isEqualTo(family);
        assertThat(name.givenName()).isEqualTo(given);
        assertThat(name.middleName()).isEqualTo(middle);
        assertThat(name).hasToString(written);
        assertThat(PersonName.parse(written)).isEqualTo(name);
    }
}
