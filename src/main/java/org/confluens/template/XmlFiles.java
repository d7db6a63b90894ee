package org.confluens.template;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.confluens.template.xml.ObjectFactory;
import org.xml.sax.SAXException;

/** Reads template files: checked against the schema, no DTD, nothing fetched from elsewhere. */
final class XmlFiles {
    static final String SCHEMA = "sr-template.xsd";
    private static final String FOLDER = "/sr-templates/";

    private final JAXBContext context;
    private final Schema schema;
    private final XMLInputFactory parsers;

    XmlFiles() {
        try (InputStream xsd = XmlFiles.class.getResourceAsStream(FOLDER + SCHEMA)) {
            context = JAXBContext.newInstance(ObjectFactory.class);
            schema = schemas().newSchema(new StreamSource(xsd));
            parsers = parsers();
        } catch (JAXBException | SAXException e) {
            throw new IllegalStateException(SCHEMA + " of this build is broken", e);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA, e);
        }
    }

    private static SchemaFactory schemas() throws SAXException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory;
    }

    private static XMLInputFactory parsers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** The file's content; empty when it breaks the schema, which is then among the problems. */
    Optional<XmlFile> read(String name, byte[] content, Problems problems) {
        int before = problems.found().size();
        try {
            XMLStreamReader xml = parsers.createXMLStreamReader(new ByteArrayInputStream(content));
            Map<Object, Integer> lines = new IdentityHashMap<>();
            Object root = unmarshaller(name, xml, lines, problems).unmarshal(xml);
            Object value = root instanceof JAXBElement<?> element ? element.getValue() : root;
            xml.close();
            return problems.found().size() > before ? Optional.empty() : Optional.of(new XmlFile(name, value, lines));
        } catch (JAXBException | XMLStreamException e) {
            if (problems.found().size() == before) {
                notXml(name, e, problems);
            }
            return Optional.empty();
        }
    }

    private static void notXml(String name, Exception e, Problems problems) {
        Throwable cause =
                e instanceof JAXBException jaxb && jaxb.getLinkedException() != null ? jaxb.getLinkedException() : e;
        int line = cause instanceof XMLStreamException xml && xml.getLocation() != null
                ? Math.max(xml.getLocation().getLineNumber(), 0)
                : 0;
        String message = String.valueOf(cause.getMessage());
        problems.add(name, line, "xml", message.substring(message.lastIndexOf('\n') + 1));
    }

    private Unmarshaller unmarshaller(String name, XMLStreamReader xml, Map<Object, Integer> lines, Problems problems)
            throws JAXBException {
        Unmarshaller unmarshaller = context.createUnmarshaller();
        unmarshaller.setSchema(schema);
        unmarshaller.setListener(new Unmarshaller.Listener() {
            @Override
            public void beforeUnmarshal(Object target, Object parent) {
                lines.put(target, xml.getLocation().getLineNumber());
            }
        });
        unmarshaller.setEventHandler(event -> {
            int line =
                    event.getLocator() == null ? 0 : Math.max(event.getLocator().getLineNumber(), 0);
            problems.add(name, line, "schema", String.valueOf(event.getMessage()));
            return true;
        });
        return unmarshaller;
    }
}
