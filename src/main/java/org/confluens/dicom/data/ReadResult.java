package org.confluens.dicom.data;

import java.util.List;

/**
 * What reading gave.
 *
 * @param problems what was odd, in the order it was met
 * @param transferSyntax what the bytes were in, which may not be what was announced
 */
public record ReadResult(Dataset dataset, List<ReadProblem> problems, TransferSyntax transferSyntax) {
    public ReadResult {
        problems = List.copyOf(problems);
    }

    /**
     * The data set, of which nothing can be missing.
     *
     * @throws DatasetReadException if it may be cut off: what is kept for good must be whole
     */
    public Dataset whole() throws DatasetReadException {
        Problems.requireWhole(problems);
        return dataset;
    }

    public boolean has(ReadProblem.Code code) {
        return problems.stream().anyMatch(problem -> problem.code() == code);
    }
}
