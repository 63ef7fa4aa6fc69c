using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>
/// Runs a model over recordings frame after frame, with its own states, which start with zeros. The outputs of all frames are joined in their order: along the first axis
/// where that is the batch of 1, else along a new one in front. States are no outputs. A sample without frames is run at once.
/// </summary>
/// <param name="inner">Runs single frames; disposed with this.</param>
public sealed class SteppingRunner(IModelRunner inner, FrameLoop loop) : IModelRunner
{
    private readonly int[] _shown = [.. Enumerable.Range(0, inner.Outputs.Count).Where(i => loop.States.All(state => state.Output != inner.Outputs[i].Name))];

    public IReadOnlyList<Port> Inputs => inner.Inputs;

    public IReadOnlyList<Port> Outputs => [.. _shown.Select(i => inner.Outputs[i])];

    /// <exception cref="UserErrorException">MC2004: a state or an output has another shape in some frame; and what the model's runner throws.</exception>
    public IReadOnlyList<TensorData> Run(Sample sample)
    {
        if (sample.Frames is not { } frames)
        {
            return Shown(inner.Run(sample));
        }

        var states = new FrameStates(loop, sample, inner.Inputs, inner.Outputs);
        var parts = _shown.Select(_ => new List<TensorData>(frames)).ToArray();
        while (states.Done < frames)
        {
            var results = inner.Run(states.Current());
            foreach (var (list, output) in parts.Zip(Shown(results)))
            {
                list.Add(output.Copy());
            }

            states.Advance(results);
        }

        return [.. parts.Select((list, i) => Join(list, inner.Outputs[_shown[i]].Name, sample.Id))];
    }

    public void Dispose() => inner.Dispose();

    private TensorData[] Shown(IReadOnlyList<TensorData> results) => [.. _shown.Select(i => results[i])];

    private static TensorData Join(List<TensorData> parts, string output, string id)
    {
        var first = parts[0];
        if (first.Element == ElementType.String || parts.Exists(part => !part.Shape.Equals(first.Shape) || part.Element != first.Element))
        {
            throw new UserErrorException(Codes.DataMismatch, $"Output '{output}' cannot be joined over the frames of '{id}': it holds strings, or has other shapes in other frames ({first} in the first).");
        }

        var hasBatch = first.Shape.Rank > 0 && first.Shape[0] == 1;
        var bytes = new byte[(long)first.Bytes.Length * parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            parts[i].Bytes.CopyTo(bytes.AsMemory(i * first.Bytes.Length));
        }

        return new TensorData(first.Element, new Shape([parts.Count, .. first.Shape.AsSpan()[(hasBatch ? 1 : 0)..]]), bytes);
    }
}
