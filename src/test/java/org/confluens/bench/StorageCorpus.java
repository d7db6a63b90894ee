package org.confluens.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.Tag;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.dicom.data.Uids;
import org.confluens.dicom.data.VR;
import org.confluens.dicom.dimse.StoreItem;

/**
 * The objects that are sent: invented MR images of about 140 kB and XA runs of about 50 MB, Explicit VR Little Endian. Each
 * call makes a new study with new UIDs; the pixels are the same for all, so that making them costs nothing while a clock
 * runs.
 */
final class StorageCorpus {

    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int MR_SIZE = 264;
    private static final int XA_SIZE = 1024;
    private static final int XA_FRAMES = 48;

    private final byte[] mrPixels = pixels(MR_SIZE * MR_SIZE * 2);
    private final byte[] xaPixels = pixels(XA_SIZE * XA_SIZE * XA_FRAMES);

    /** As many MR images of one study. */
    List<StoreItem> mrImages(int count) throws IOException {
        return images(mrHeader(), count, VR.OW, mrPixels);
    }

    /** As many multi-frame XA runs of one study. */
    List<StoreItem> xaRuns(int count) throws IOException {
        return images(xaHeader(), count, VR.OB, xaPixels);
    }

    long mrBytes() {
        return mrPixels.length;
    }

    long xaBytes() {
        return xaPixels.length;
    }

    /** Writes MR images as files, for the senders that read files. */
    List<Path> mrFiles(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Dataset header = mrHeader();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("mr%04d.dcm".formatted(i));
            Dataset image =
                    instance(header, i).putBytes(Tag.PixelData, VR.OW, mrPixels).build();
            try (OutputStream out = Files.newOutputStream(file)) {
                Part10.of(image, SYNTAX).write(out);
            }
            files.add(file);
        }
        return files;
    }

    private static List<StoreItem> images(Dataset header, int count, VR pixelVr, byte[] pixels) throws IOException {
        byte[] pixelElement = pixelElementHeader(pixelVr, pixels.length);
        List<StoreItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dataset image = instance(header, i).build();
            byte[] encoded = DatasetWriter.bytes(image, SYNTAX);
            items.add(new StoreItem(
                    image.string(Tag.SOPClassUID, ""),
                    image.string(Tag.SOPInstanceUID, ""),
                    SYNTAX,
                    out -> {
                        out.write(encoded);
                        out.write(pixelElement);
                        out.write(pixels);
                    },
                    Optional.empty()));
        }
        return items;
    }

    /** Tag, VR, two reserved bytes and the length, PS3.5 table 7.1-1. */
    private static byte[] pixelElementHeader(VR vr, int length) {
        return new byte[] {
            (byte) 0xE0,
            0x7F,
            0x10,
            0x00,
            (byte) vr.name().charAt(0),
            (byte) vr.name().charAt(1),
            0,
            0,
            (byte) length,
            (byte) (length >> 8),
            (byte) (length >> 16),
            (byte) (length >> 24)
        };
    }

    private static Dataset.Builder instance(Dataset header, int index) {
        return header.toBuilder()
                .put(Tag.SOPInstanceUID, Uids.create())
                .put(Tag.InstanceNumber, String.valueOf(index + 1));
    }

    private static Dataset mrHeader() {
        return study("MR", "MR venography of the neck")
                .put(Tag.SOPClassUID, UID.MRImageStorage)
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "M")
                .put(Tag.ScanningSequence, "GR")
                .put(Tag.SequenceVariant, "SP")
                .put(Tag.MRAcquisitionType, "2D")
                .put(Tag.RepetitionTime, "20")
                .put(Tag.EchoTime, "5")
                .put(Tag.SliceThickness, "3")
                .put(Tag.ImagePositionPatient, "-120", "-120", "0")
                .put(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .put(Tag.PixelSpacing, "0.9", "0.9")
                .putAll(pixelModule(MR_SIZE, 16, 12))
                .build();
    }

    private static Dataset xaHeader() {
        return study("XA", "Catheter venography of the internal jugular veins")
                .put(Tag.SOPClassUID, UID.XRayAngiographicImageStorage)
                .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
                .put(Tag.NumberOfFrames, String.valueOf(XA_FRAMES))
                .put(Tag.FrameTime, "200")
                .putAll(pixelModule(XA_SIZE, 8, 8))
                .build();
    }

    private static Dataset.Builder study(String modality, String description) {
        return Dataset.builder()
                .put(Tag.StudyDate, "20260105")
                .put(Tag.StudyTime, "101500")
                .put(Tag.Modality, modality)
                .put(Tag.Manufacturer, "Confluens measurement")
                .put(Tag.StudyDescription, description)
                .put(Tag.SeriesDescription, description)
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "BENCH")
                .put(Tag.IssuerOfPatientID, "TEST")
                .put(Tag.BodyPartExamined, "NECK")
                .put(Tag.StudyInstanceUID, Uids.create())
                .put(Tag.SeriesInstanceUID, Uids.create())
                .put(Tag.SeriesNumber, "1");
    }

    private static Dataset pixelModule(int size, int allocated, int stored) {
        return Dataset.builder()
                .putInt(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, "MONOCHROME2")
                .putInt(Tag.Rows, size)
                .putInt(Tag.Columns, size)
                .putInt(Tag.BitsAllocated, allocated)
                .putInt(Tag.BitsStored, stored)
                .putInt(Tag.HighBit, stored - 1)
                .putInt(Tag.PixelRepresentation, 0)
                .build();
    }

    private static byte[] pixels(int length) {
        byte[] pixels = new byte[length];
        new SplittableRandom(42).nextBytes(pixels);
        return pixels;
    }
}
