package org.confluens.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.Location;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.MessageVisitorSupport;
import ca.uhn.hl7v2.model.MessageVisitors;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.Escaping;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The segments of a message in their order, read by the structures of HL7 v2.5 whatever 2.x the sender claims: each newer
 * version only adds, and senders disagree about the groups but not about the order.
 */
final class Segments {

    /** The parser's own reading drops a lone escape character and knows no bytes: {@link Escapes} reads in its place. */
    private static final Escaping AS_IT_STANDS = new Escaping() {
        @Override
        public String escape(String text, EncodingCharacters characters) {
            return text;
        }

        @Override
        public String unescape(String text, EncodingCharacters characters) {
            return text;
        }
    };

    private static final HapiContext CONTEXT = context();

    /** MSH-12, where MSH-1 is the mark between the fields. */
    private static final int VERSION_FIELD = 11;

    /** An order or a change of a patient has hundreds; each takes a hundred times its length once it is read. */
    private static final int MOST_PARTS = 10_000;

    private static final int MARKS = 5;

    private final List<Segment> all;

    private Segments(List<Segment> all) {
        this.all = all;
    }

    private static HapiContext context() {
        HapiContext context = new DefaultHapiContext();
        context.setModelClassFactory(new CanonicalModelClassFactory("2.5"));
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setDefaultObx2Type("ST");
        context.getParserConfiguration().setInvalidObx2Type("ST");
        context.getParserConfiguration().setEscaping(AS_IT_STANDS);
        return context;
    }

    /** @throws HL7Exception when the text is no HL7 message, or has more than ten thousand parts */
    static Segments parse(String message) throws HL7Exception {
        requireFewParts(message);
        PipeParser parser = new PipeParser(CONTEXT);
        Message parsed = parser.parse(inVersionOfStructures(message));
        List<Segment> segments = new ArrayList<>();
        MessageVisitors.visit(parsed, MessageVisitors.visitPopulatedElements(new MessageVisitorSupport() {
            @Override
            public boolean start(Segment segment, Location location) {
                segments.add(segment);
                return false;
            }
        }));
        return new Segments(segments);
    }

    /** Segments, fields, repetitions, components and subcomponents, by the marks that the message itself names (MSH-1 and MSH-2). */
    private static void requireFewParts(String message) throws HL7Exception {
        String marks = "\r\n" + message.substring(3, Math.min(message.length(), 3 + MARKS));
        long parts = message.chars().filter(c -> marks.indexOf(c) >= 0).count();
        if (parts > MOST_PARTS) {
            throw new HL7Exception("the message has " + parts + " parts, at most " + MOST_PARTS + " are taken");
        }
    }

    /** The parser refuses versions that are newer than itself before it asks by which structures to read. */
    private static String inVersionOfStructures(String message) {
        int end = message.indexOf('\r');
        String mark = message.substring(3, 4);
        String[] header = message.substring(0, end).split(Pattern.quote(mark), -1);
        header[VERSION_FIELD] = "2.5";
        return String.join(mark, header) + message.substring(end);
    }

    List<Segment> all() {
        return all;
    }

    long count(String name) {
        return all.stream().filter(s -> s.getName().equals(name)).count();
    }

    Optional<Segment> first(String name) {
        return all.stream().filter(s -> s.getName().equals(name)).findFirst();
    }

    /** A component of the first repetition of a field, unescaped; empty when it is not there. */
    static String text(Segment segment, int field, int component) {
        return text(segment, field, 0, component, 1);
    }

    static String text(Segment segment, int field, int repetition, int component, int subcomponent) {
        try {
            String value = Terser.get(segment, field, repetition, component, subcomponent);
            return value == null || value.equals("\"\"")
                    ? ""
                    : clean(escapes(segment).read(value));
        } catch (HL7Exception e) {
            return "";
        }
    }

    private static Escapes escapes(Segment segment) throws HL7Exception {
        Message message = segment.getMessage();
        String mark = String.valueOf(message.getFieldSeparatorValue());
        Delimiters delimiters = Delimiters.of("MSH" + mark + message.getEncodingCharactersValue() + mark)
                .orElse(Delimiters.STANDARD);
        Segment header = (Segment) message.get("MSH");
        List<String> terms = new ArrayList<>();
        for (Type term : header.getField(18)) {
            terms.add(term.encode());
        }
        return new Escapes(delimiters, MessageText.named(terms));
    }

    static int repetitions(Segment segment, int field) {
        try {
            return segment.getField(field).length;
        } catch (HL7Exception e) {
            return 0;
        }
    }

    /** A backslash would separate values in DICOM, and control characters are not allowed there. */
    private static String clean(String value) {
        return value.replace('\\', '/').replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
