using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime;

/// <summary>Checks a sample against what a model declares, before the runtime sees it.</summary>
/// <param name="inputs">The model's inputs.</param>
/// <param name="path">The model's file for messages, or null.</param>
internal sealed class InputCheck(IReadOnlyList<Port> inputs, string? path)
{
    /// <summary>The tensor of <paramref name="input"/>: same element type, same rank, and equal sizes wherever the model declares one.</summary>
    /// <exception cref="UserErrorException">MC2004.</exception>
    public TensorData Find(Sample sample, Port input)
    {
        var type = input.Type ?? throw RuntimeErrors.NoTensor("input", input.Name, path);
        if (!sample.Inputs.TryGetValue(input.Name, out var data))
        {
            throw Mismatch($"Sample '{sample.Id}' has no tensor '{input.Name}'.");
        }

        if (data.Element != type.Element || !Fits(data.Shape, type))
        {
            throw Mismatch($"Tensor '{input.Name}' of sample '{sample.Id}' is {data}, but the model's input is {type}.");
        }

        return data;
    }

    private static bool Fits(Shape shape, TensorType type)
    {
        if (type.Dims is not { } dims)
        {
            return true;
        }

        return shape.Rank == dims.Count && Enumerable.Range(0, shape.Rank).All(axis => dims[axis].Size is not { } size || size == shape[axis]);
    }

    private UserErrorException Mismatch(string problem)
    {
        var list = string.Join(", ", inputs.Select(port => $"{port.Name} {port.Type?.ToString() ?? "(no tensor)"}"));
        return new UserErrorException(Codes.DataMismatch, $"{problem} The model's inputs are: {list}. Correct the names, types and shapes in the data or its preprocessing.", path);
    }
}
