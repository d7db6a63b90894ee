package org.confluens.sr;

import java.util.List;
import org.confluens.dicom.data.Dataset;

/** Writes documents as data sets, in UTF-8, and refuses what their IOD forbids. */
public final class SrWriter {

    private SrWriter() {}

    /**
     * The data set of a document.
     *
     * @throws SrException when the document breaks a rule of its IOD, with every rule that it breaks
     */
    public static Dataset write(SrDocument document) throws SrException {
        List<SrProblem> errors =
                SrRules.check(document).stream().filter(SrProblem::isError).toList();
        if (!errors.isEmpty()) {
            throw new SrException(errors);
        }
        Dataset.Builder target = Dataset.builder();
        new HeaderWriter(document, target).write();
        TreeWriter.write(document.root(), target);
        return target.build();
    }
}
