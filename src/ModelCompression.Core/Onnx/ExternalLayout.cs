using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>Which tensors go to the file beside the model, and where in it: initializers of 1 KB and more, each at a multiple of 4,096 bytes (memory maps need it).</summary>
internal sealed class ExternalLayout
{
    private const long MinSizeBytes = 1024;
    private const long Alignment = 4096;

    private readonly Dictionary<TensorData, long> _offsets = new(ReferenceEqualityComparer.Instance);
    private readonly List<TensorData> _tensors = [];

    /// <param name="location">Name of the file beside the model.</param>
    public ExternalLayout(Model model, string location)
    {
        Location = location;
        var end = 0L;
        foreach (var data in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).Select(value => value.Initializer))
        {
            if (data is { Element: not ElementType.String, SizeBytes: >= MinSizeBytes } && !_offsets.ContainsKey(data))
            {
                var offset = (end + Alignment - 1) / Alignment * Alignment;
                _offsets.Add(data, offset);
                _tensors.Add(data);
                end = offset + data.SizeBytes;
            }
        }
    }

    public string Location { get; }

    /// <summary>Position in the file; null when the tensor stays in the model.</summary>
    public long? OffsetOf(TensorData data) => _offsets.TryGetValue(data, out var offset) ? offset : null;

    /// <summary>Writes the tensors; gaps are zero.</summary>
    public void WriteTo(Stream stream)
    {
        var position = 0L;
        foreach (var data in _tensors)
        {
            var gap = checked((int)(_offsets[data] - position));
            stream.Write(new byte[gap]);
            stream.Write(data.Bytes.Span);
            position += gap + data.SizeBytes;
        }
    }
}
