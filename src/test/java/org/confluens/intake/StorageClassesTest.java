package org.confluens.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.confluens.dicom.data.Dictionary;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.junit.jupiter.api.Test;

class StorageClassesTest {

    @Test
    void takesTheClassesThatAReportOnVeinsCanBeMadeFrom() {
        assertThat(StorageClasses.uids())
                .contains(
                        UID.MRImageStorage,
                        UID.EnhancedMRImageStorage,
                        UID.CTImageStorage,
                        UID.XRayAngiographicImageStorage,
                        UID.EnhancedXAImageStorage,
                        UID.XRayRadiofluoroscopicImageStorage,
                        UID.UltrasoundImageStorage,
                        UID.UltrasoundMultiFrameImageStorage,
                        UID.SecondaryCaptureImageStorage,
                        UID.ComprehensiveSRStorage,
                        UID.Comprehensive3DSRStorage,
                        UID.EnhancedSRStorage,
                        UID.BasicTextSRStorage,
                        UID.KeyObjectSelectionDocumentStorage,
                        UID.GrayscaleSoftcopyPresentationStateStorage)
                .doesNotContain(UID.RTPlanStorage, UID.Verification);
    }

    @Test
    void namesOnlyClassesAndSyntaxesOfTheStandard() {
        assertThat(StorageClasses.uids())
                .allSatisfy(uid -> assertThat(Dictionary.uidType(uid)).contains("SOP Class"));
        assertThat(StorageClasses.transferSyntaxUids())
                .hasSizeGreaterThan(40)
                .allSatisfy(uid -> assertThat(TransferSyntax.of(uid).isKnown()).isTrue());
    }

    @Test
    void takesDocumentsAndImagesForWhatTheyAre() {
        assertThat(StorageClasses.kind(UID.KeyObjectSelectionDocumentStorage)).isEqualTo(StorageClasses.Kind.DOCUMENT);
        assertThat(StorageClasses.kind(UID.MRImageStorage)).isEqualTo(StorageClasses.Kind.IMAGE);
        assertThat(StorageClasses.kind(UID.GrayscaleSoftcopyPresentationStateStorage))
                .isEqualTo(StorageClasses.Kind.PRESENTATION);
    }

    @Test
    void prefersWhatIsReadWithTheLeastWork() {
        assertThat(StorageClasses.transferSyntaxUids())
                .startsWith(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian);
    }
}
