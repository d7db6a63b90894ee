package org.confluens.sr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.confluens.dicom.data.Dataset;

/**
 * Reads structured reports and key object selections. Reading is total: any data set gives a document and the list of its
 * problems, whatever it holds; only a null fails. What the model does not name is kept and written again.
 */
public final class SrReader {

    private SrReader() {}

    /** Reads a data set as a document. */
    public static SrReading read(Dataset dataset) {
        List<SrProblem> problems = new ArrayList<>();
        Findings findings = new Findings(Position.ROOT, problems);
        ContainerItem root = new TreeReader(findings).read(dataset);
        SrDocument document = new HeaderReader(dataset, findings).read(root);
        problems.addAll(SrRules.check(document));
        return new SrReading(document, List.copyOf(new LinkedHashSet<>(problems)));
    }
}
