using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Onnx;
using ModelCompression.Tensors;

namespace ModelCompression.Compression.TestData;

/// <summary>Samples of serialized tensors, read when asked for.</summary>
/// <param name="hasValues">True when the first output of each sample is its label.</param>
internal sealed class TestDataContent(SampleBuilder builder, IReadOnlyList<TestDataSet> sets, bool hasValues) : IDatasetContent
{
    private const long MaxBytes = 1L << 30;

    public int Count => sets.Count;

    public LabelKind Labels => hasValues ? LabelKind.Values : LabelKind.None;

    public IReadOnlyList<string> Files => [.. sets.SelectMany(set => hasValues && set.Output is { } output ? set.Inputs.Append(output) : set.Inputs)];

    public Sample Read(int index)
    {
        var set = sets[index];
        var inputs = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (port, file) in builder.Inputs.Zip(set.Inputs))
        {
            inputs[port.Name] = Checked(TensorFile.Read(file, MaxBytes), port, set.Name, file);
        }

        return new Sample(set.Name, inputs, hasValues && set.Output is { } output ? ValuesOf(output) : null);
    }

    /// <exception cref="UserErrorException">MC2004: name, type or shape is not the input's.</exception>
    private static TensorData Checked((string Name, TensorData Tensor) read, Port port, string set, string file)
    {
        var (name, tensor) = read;
        if (name.Length > 0 && name != port.Name)
        {
            throw Mismatch($"holds tensor '{name}', and the model's input at this place is '{port.Name}'");
        }

        var dims = port.Type?.Dims;
        var fits = tensor.Element == port.Type?.Element
            && (dims is null || (dims.Count == tensor.Shape.Rank && dims.Zip(tensor.Shape.Dims).All(pair => pair.First.Size is not { } size || size == pair.Second)));
        return fits ? tensor : throw Mismatch($"holds {tensor}; input '{port.Name}' takes {port.Type?.ToString() ?? "no tensor"}");

        UserErrorException Mismatch(string problem) => new(Codes.DataMismatch, $"'{Path.GetFileName(file)}' of '{set}' {problem}.", file);
    }

    private static ValuesLabel ValuesOf(string file)
    {
        var (_, tensor) = TensorFile.Read(file, MaxBytes);
        return tensor.Element != ElementType.String && tensor.ToDoubles() is var values && Array.TrueForAll(values, double.IsFinite)
            ? new ValuesLabel(values)
            : throw new UserErrorException(Codes.LabelsMissing, $"'{Path.GetFileName(file)}' of '{Path.GetFileName(Path.GetDirectoryName(file))}' holds no finite numbers, so there is nothing to compare with.", file);
    }
}
