namespace ModelCompression.Ir;

/// <summary>A model: the main graph, the IR version and the opset of each operator domain. Everything else the file holds is kept in <see cref="Extras"/>.</summary>
public sealed class Model
{
    public Model(Graph graph, long irVersion, IEnumerable<KeyValuePair<string, long>> opsets)
    {
        Graph = graph;
        IrVersion = irVersion;
        foreach (var (domain, version) in opsets)
        {
            Opsets[domain == "ai.onnx" ? "" : domain] = version;
        }
    }

    public Graph Graph { get; }

    public long IrVersion { get; set; }

    /// <summary>Opset by domain; the default ONNX domain is the empty string.</summary>
    public SortedDictionary<string, long> Opsets { get; } = new(StringComparer.Ordinal);

    /// <summary>Opset of the default domain; 0 when the model does not import it.</summary>
    public long Opset => Opsets.GetValueOrDefault("");

    /// <summary>Files with external data the model was read with, relative to its folder, in ordinal order.</summary>
    public IReadOnlyList<string> ExternalLocations { get; internal init; } = [];

    /// <summary>Texts that the exporter left in the file, by name: the names of classes, for example. The writer keeps them as they are.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Opaque to everything but the Onnx layer.</summary>
    internal object? Extras { get; set; }

    /// <summary>Makes sure <paramref name="domain"/> is imported, with <paramref name="version"/> when it is new.</summary>
    public void Import(string domain, long version) => Opsets.TryAdd(domain, version);
}
