package org.confluens.sr;

import java.time.OffsetDateTime;
import java.util.Arrays;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.VR;

/**
 * Wraps a PDF of a report as an object of its study (PS3.3 A.45.1, Encapsulated PDF), for the many archives and viewers
 * that show no structured report. It names the report that it was made from.
 */
public final class EncapsulatedPdf {

    private EncapsulatedPdf() {}

    /** The data set that holds the PDF of a document. */
    public static Dataset of(
            SrDocument document, byte[] pdf, String sopInstanceUid, DocumentSeries series, OffsetDateTime moment) {
        Dataset.Builder target = Dataset.builder();
        target.putAll(document.context());
        target.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        target.put(Tag.SOPClassUID, UID.EncapsulatedPDFStorage);
        target.put(Tag.SOPInstanceUID, sopInstanceUid);
        target.put(Tag.Modality, "DOC");
        target.put(Tag.SeriesInstanceUID, series.seriesInstanceUid());
        target.put(Tag.SeriesNumber, series.seriesNumber());
        series.description().ifPresent(text -> target.put(Tag.SeriesDescription, text));
        HeaderWriter.equipment(document.equipment(), target);
        target.put(Tag.ConversionType, "WSD");
        target.put(Tag.InstanceNumber, "1");
        target.put(Tag.ContentDate, DicomTime.date(moment.toLocalDate()));
        target.put(Tag.ContentTime, DicomTime.time(moment.toLocalTime()));
        target.put(Tag.AcquisitionDateTime, DicomTime.dateTime(moment));
        target.put(Tag.TimezoneOffsetFromUTC, DicomTime.offset(moment.getOffset()));
        target.put(Tag.BurnedInAnnotation, "YES");
        target.put(
                Tag.DocumentTitle, document.root().concept().map(Code::meaning).orElse(""));
        target.putItems(
                Tag.ConceptNameCodeSequence,
                document.root().concept().map(CodeItems::write).stream().toList());
        target.put(
                Tag.VerificationFlag,
                (document.state().isVerified() ? VerificationFlag.VERIFIED : VerificationFlag.UNVERIFIED).name());
        target.putItems(
                Tag.SourceInstanceSequence,
                SopReferences.write(document.identity().reference()));
        target.put(Tag.MIMETypeOfEncapsulatedDocument, "application/pdf");
        target.putLong(Tag.EncapsulatedDocumentLength, VR.UL, pdf.length);
        target.putBytes(Tag.EncapsulatedDocument, VR.OB, even(pdf));
        return target.build();
    }

    private static byte[] even(byte[] pdf) {
        return pdf.length % 2 == 0 ? pdf : Arrays.copyOf(pdf, pdf.length + 1);
    }
}
