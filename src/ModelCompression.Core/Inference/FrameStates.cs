using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>Walks over the frames of a recording and keeps the states that one hands to the next.</summary>
internal sealed class FrameStates
{
    private readonly FrameLoop _loop;
    private readonly Sample _recording;
    private readonly TensorData _frames;
    private readonly int[] _outputs;
    private readonly Dictionary<string, TensorData> _states = new(StringComparer.Ordinal);

    /// <param name="recording">A sample with frames.</param>
    /// <param name="inputs">Inputs of the model that will be run.</param>
    /// <param name="outputs">Its outputs.</param>
    public FrameStates(FrameLoop loop, Sample recording, IReadOnlyList<Port> inputs, IReadOnlyList<Port> outputs)
    {
        _loop = loop;
        _recording = recording;
        _frames = recording.Inputs[loop.Input];
        _outputs = [.. loop.States.Select(state => outputs.ToList().FindIndex(port => port.Name == state.Output))];
        foreach (var state in loop.States)
        {
            var element = inputs.First(port => port.Name == state.Input).Type?.Element ?? ElementType.Float;
            _states[state.Input] = new TensorData(element, state.Shape, new byte[element.SizeBytes(state.Shape.Count)]);
        }
    }

    /// <summary>Frames that were handed on.</summary>
    public int Done { get; private set; }

    /// <summary>One frame with the states that lead to it.</summary>
    public Sample Current()
    {
        var shape = new Shape(_frames.Shape.AsSpan()[1..]);
        var size = (int)_frames.Element.SizeBytes(shape.Count);
        var inputs = _recording.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        inputs[_loop.Input] = new TensorData(_frames.Element, shape, _frames.Bytes.Slice(Done * size, size));
        foreach (var (name, state) in _states)
        {
            inputs[name] = state;
        }

        return new Sample(FormattableString.Invariant($"{_recording.Id}@{Done}"), inputs, _recording.Label);
    }

    /// <summary>Takes over the states of a finished frame.</summary>
    /// <param name="results">What the model made of <see cref="Current"/>; copied where it is kept.</param>
    public void Advance(IReadOnlyList<TensorData> results)
    {
        for (var i = 0; i < _outputs.Length; i++)
        {
            _states[_loop.States[i].Input] = results[_outputs[i]].Copy();
        }

        Done++;
    }
}
