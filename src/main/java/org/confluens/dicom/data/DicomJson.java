package org.confluens.dicom.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The DICOM JSON model (PS3.18 annex F). Text is Unicode; a Specific Character Set that is declared becomes ISO_IR 192.
 * Bulk data go out by a URI where there is one, inline otherwise; fragments inline, of pixel data and of what else has
 * them, are the bytes of their items up to the delimiter, as common readers expect, and are read as such.
 *
 * <p>A value is told without its padding: trailing spaces and nulls, and the leading spaces that its VR allows (PS3.5 table
 * 6.2-1). Otherwise every value comes back with the bytes that it had. One that the model has no words for, as a CS with an
 * escape sequence or with bytes that are no UTF-8, or numbers that are no whole ones, goes out as its bytes, inline and with
 * the VR UN; the text of VRs that Specific Character Set (0008,0005) governs is told as Unicode characters instead.
 */
public final class DicomJson {
    private DicomJson() {}

    /** A data set as a JSON object; what was skipped when reading and has no URI is left out. */
    public static String write(Dataset dataset) {
        return write(dataset, element -> Optional.empty());
    }

    /** A data set as a JSON object, with a URI for every element that it is given for. */
    public static String write(Dataset dataset, Function<Element, Optional<String>> bulkDataUri) {
        StringBuilder json = new StringBuilder(1024);
        new JsonModelWriter(json, bulkDataUri).object(Transcoding.unicode(dataset));
        return json.toString();
    }

    /** Data sets as a JSON array, the form of query results (PS3.18 section F.2.1). */
    public static String writeAll(List<Dataset> datasets) {
        StringBuilder json = new StringBuilder(1024).append('[');
        JsonModelWriter writer = new JsonModelWriter(json, element -> Optional.empty());
        for (int i = 0; i < datasets.size(); i++) {
            json.append(i == 0 ? "" : ",");
            writer.object(Transcoding.unicode(datasets.get(i)));
        }
        return json.append(']').toString();
    }

    /**
     * Reads one data set, from an object or an array that holds one.
     *
     * @throws DatasetReadException if the text is no JSON, not the DICOM JSON model, or exceeds the limits
     */
    public static Dataset read(String json) throws IOException {
        return read(json, ReadLimits.defaults());
    }

    public static Dataset read(String json, ReadLimits limits) throws IOException {
        List<Dataset> datasets = readAll(json, limits);
        if (datasets.size() != 1) {
            throw new DatasetReadException(
                    DatasetReadException.Code.NOT_JSON, 0, 0, datasets.size() + " data sets where one was expected");
        }
        return datasets.get(0);
    }

    /** Reads data sets from an array, or one from an object. */
    public static List<Dataset> readAll(String json) throws IOException {
        return readAll(json, ReadLimits.defaults());
    }

    public static List<Dataset> readAll(String json, ReadLimits limits) throws IOException {
        return new JsonModelReader(new JsonTokens(json), limits).document();
    }
}
