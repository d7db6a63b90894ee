package org.confluens.app.demo;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;

/** Makes the studies of the demonstration: an MR venography and a catheter venography of a {@link SamplePatient}. */
final class SampleStudies {

    static final int MR_SLICES = 24;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private final LocalDateTime now;

    SampleStudies(LocalDateTime now) {
        this.now = now;
    }

    /** A contrast-enhanced MR venography, from the lower neck to the skull base. */
    List<Dataset> mrVenography(SamplePatient patient) {
        String series = Uids.create();
        String frameOfReference = Uids.create();
        List<Dataset> slices = new ArrayList<>();
        for (int slice = 0; slice < MR_SLICES; slice++) {
            double level = slice / (MR_SLICES - 1.0);
            slices.add(study(patient, patient.mrStudy(), "MR", "MR venography of the neck")
                    .put(Tag.SOPClassUID, UID.MRImageStorage)
                    .put(Tag.SOPInstanceUID, Uids.create())
                    .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "M")
                    .put(Tag.AccessionNumber, "A" + patient.id())
                    .put(Tag.SeriesInstanceUID, series)
                    .put(Tag.SeriesNumber, "3")
                    .put(Tag.SeriesDescription, "CE MRV axial neck veins")
                    .put(Tag.ProtocolName, "MR venography neck")
                    .put(Tag.BodyPartExamined, "NECK")
                    .put(Tag.PatientPosition, "HFS")
                    .put(Tag.InstanceNumber, String.valueOf(slice + 1))
                    .put(Tag.ScanningSequence, "GR")
                    .put(Tag.SequenceVariant, "SP")
                    .put(Tag.ScanOptions, "")
                    .put(Tag.MRAcquisitionType, "3D")
                    .put(Tag.AngioFlag, "Y")
                    .put(Tag.RepetitionTime, "4.1")
                    .put(Tag.EchoTime, "1.3")
                    .put(Tag.EchoTrainLength, "1")
                    .put(Tag.MagneticFieldStrength, "1.5")
                    .put(Tag.ContrastBolusAgent, "GADOLINIUM")
                    .put(Tag.SliceThickness, "5")
                    .put(Tag.FrameOfReferenceUID, frameOfReference)
                    .put(Tag.PositionReferenceIndicator, "")
                    .put(Tag.ImagePositionPatient, "-80", "-80", String.valueOf(5 * slice))
                    .put(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                    .put(Tag.PixelSpacing, "1", "1")
                    .put(Tag.WindowCenter, "1200")
                    .put(Tag.WindowWidth, "3000")
                    .putAll(pixels(NeckSlice.SIZE, 16, 12, NeckSlice.draw(level, true)))
                    .build());
        }
        return slices;
    }

    /**
     * A catheter venography run of the left internal jugular vein, made for a scheduled step.
     *
     * @param worklistItem what the modality found in its worklist: it copies study, accession number and step from it
     */
    List<Dataset> catheterVenography(SamplePatient patient, Dataset worklistItem) {
        Dataset step = worklistItem.item(Tag.ScheduledProcedureStepSequence).orElse(Dataset.empty());
        String studyUid = worklistItem.string(Tag.StudyInstanceUID).orElseGet(Uids::create);
        Dataset request = Dataset.builder()
                .put(Tag.RequestedProcedureID, worklistItem.string(Tag.RequestedProcedureID, ""))
                .put(Tag.ScheduledProcedureStepID, step.string(Tag.ScheduledProcedureStepID, ""))
                .put(
                        Tag.ScheduledProcedureStepDescription,
                        step.string(Tag.ScheduledProcedureStepDescription, "Catheter venography"))
                .build();
        return List.of(study(patient, studyUid, "XA", "Catheter venography of the internal jugular veins")
                .put(Tag.SOPClassUID, UID.XRayAngiographicImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
                .put(Tag.AccessionNumber, worklistItem.string(Tag.AccessionNumber, ""))
                .putItems(Tag.RequestAttributesSequence, request)
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.SeriesNumber, "1")
                .put(Tag.SeriesDescription, "Venogram left internal jugular vein")
                .put(Tag.ProtocolName, "Venography neck")
                .put(Tag.BodyPartExamined, "NECK")
                .put(Tag.InstanceNumber, "1")
                .put(Tag.KVP, "75")
                .put(Tag.RadiationSetting, "GR")
                .put(Tag.XRayTubeCurrent, "200")
                .put(Tag.ExposureTime, "10")
                .put(Tag.PositionerMotion, "STATIC")
                .put(Tag.PositionerPrimaryAngle, "0")
                .put(Tag.PositionerSecondaryAngle, "0")
                .put(Tag.PixelIntensityRelationship, "LIN")
                .put(Tag.FrameTime, "200")
                .put(Tag.NumberOfFrames, String.valueOf(JugularRun.FRAMES))
                .putBytes(Tag.FrameIncrementPointer, VR.AT, new byte[] {0x18, 0x00, 0x63, 0x10})
                .putAll(pixels(JugularRun.SIZE, 8, 8, JugularRun.draw(patient.narrowOnCatheter())))
                .build());
    }

    /** A pullback of intravascular ultrasound through the left internal jugular vein, made in a study of its own. */
    List<Dataset> intravascularUltrasound(SamplePatient patient, String studyUid) {
        return List.of(study(patient, studyUid, "IVUS", "IVUS of the internal jugular veins")
                .put(Tag.SOPClassUID, UID.UltrasoundMultiFrameImageStorage)
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "INTRAVASCULAR")
                .put(Tag.AccessionNumber, "")
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.SeriesNumber, "1")
                .put(Tag.SeriesDescription, "IVUS pullback left internal jugular vein")
                .put(Tag.BodyPartExamined, "NECK")
                .put(Tag.InstanceNumber, "1")
                .put(Tag.AcquisitionDateTime, DATE.format(now) + TIME.format(now))
                .put(Tag.IVUSAcquisition, "MANUAL_PULLBACK")
                .put(Tag.FrameTime, "66")
                .put(Tag.NumberOfFrames, String.valueOf(JugularRun.FRAMES))
                .putBytes(Tag.FrameIncrementPointer, VR.AT, new byte[] {0x18, 0x00, 0x63, 0x10})
                .putAll(pixels(JugularRun.SIZE, 8, 8, JugularRun.draw(patient.narrowOnCatheter())))
                .build());
    }

    private Dataset.Builder study(SamplePatient patient, String studyUid, String modality, String description) {
        String date = DATE.format(now);
        String time = TIME.format(now);
        return Dataset.builder()
                .put(Tag.StudyDate, date)
                .put(Tag.SeriesDate, date)
                .put(Tag.ContentDate, date)
                .put(Tag.StudyTime, time)
                .put(Tag.SeriesTime, time)
                .put(Tag.ContentTime, time)
                .put(Tag.Modality, modality)
                .put(Tag.Manufacturer, "Confluens demonstration")
                .put(Tag.ReferringPhysicianName, "ROE^RICHARD")
                .put(Tag.StudyDescription, description)
                .put(Tag.PatientName, patient.name())
                .put(Tag.PatientID, patient.id())
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.PatientBirthDate, patient.birthDate())
                .put(Tag.PatientSex, patient.sex())
                .put(Tag.StudyInstanceUID, studyUid)
                .put(Tag.StudyID, "1")
                .put(Tag.PatientOrientation, "");
    }

    private static Dataset pixels(int size, int allocated, int stored, byte[] pixels) {
        return Dataset.builder()
                .putInt(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInt(Tag.Rows, size)
                .putInt(Tag.Columns, size)
                .putInt(Tag.BitsAllocated, allocated)
                .putInt(Tag.BitsStored, stored)
                .putInt(Tag.HighBit, stored - 1)
                .putInt(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, allocated == 8 ? VR.OB : VR.OW, pixels)
                .build();
    }
}
