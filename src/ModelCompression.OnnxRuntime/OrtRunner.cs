using Microsoft.ML.OnnxRuntime;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime;

/// <summary>
/// One inference session. Inputs are read where they are; results go to buffers that are reused while the shapes stay the same. The runtime leaves such a
/// buffer untouched, without a word, when an output is asked for twice or is a model input: each output is asked for once, and a model input is what was fed.
/// </summary>
internal sealed class OrtRunner : IModelRunner
{
    private readonly InferenceSession _session;
    private readonly IDisposable? _owned;
    private readonly string? _path;
    private readonly RunOptions _runOptions = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenRegistration _terminate;
    private readonly InputCheck _check;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly int[] _positions;
    private readonly BoundInput[] _inputs;
    private readonly BoundOutput[] _outputs;
    private readonly OrtValue[] _fed;
    private bool _shapesDependOnValues;

    /// <param name="outputNames">Outputs in the order wanted; null for all, in the model's order.</param>
    /// <param name="owned">Disposed after the session.</param>
    /// <param name="path">For messages.</param>
    /// <param name="cancel">Ends a run that is under way.</param>
    public OrtRunner(InferenceSession session, IReadOnlyList<string>? outputNames, IDisposable? owned, string? path, CancellationToken cancel)
    {
        _cancel = cancel;
        _terminate = cancel.Register(() => _runOptions.Terminate = true);
        _session = session;
        _owned = owned;
        _path = path;
        Inputs = [.. session.InputNames.Select(name => ElementTypeMap.ToPort(name, session.InputMetadata[name]))];
        Outputs = [.. (outputNames ?? session.OutputNames).Select(name => ElementTypeMap.ToPort(name, session.OutputMetadata[name]))];
        _check = new InputCheck(Inputs, path);
        _inputNames = [.. Inputs.Select(port => port.Name)];
        _outputNames = [.. Outputs.Select(port => port.Name).Distinct().Except(_inputNames)];
        _positions = [.. Outputs.Select(port => Array.IndexOf(_outputNames, port.Name))];
        _inputs = [.. Inputs.Select(_ => new BoundInput())];
        _outputs = [.. _outputNames.Select(_ => new BoundOutput())];
        _fed = new OrtValue[_inputs.Length];
    }

    public IReadOnlyList<Port> Inputs { get; }

    public IReadOnlyList<Port> Outputs { get; }

    private bool CanReuseBuffers => !_shapesDependOnValues && _outputs.All(buffer => buffer.CanBeReused);

    public IReadOnlyList<TensorData> Run(Sample sample)
    {
        if (Outputs.FirstOrDefault(port => port.Type is null) is { } output)
        {
            throw RuntimeErrors.NoTensor("output", output.Name, _path);
        }

        try
        {
            var sameShapes = Bind(sample);
            if (_outputs.Length > 0 && !(sameShapes && CanReuseBuffers && TryRunIntoBuffers()))
            {
                RunAndCopy();
            }

            return [.. _positions.Select((position, i) => position >= 0 ? Result(_outputs[position]) : sample.Inputs[Outputs[i].Name])];
        }
        catch (Exception e) when (RuntimeErrors.IsRuntimeFailure(e))
        {
            _cancel.ThrowIfCancellationRequested();
            throw RuntimeErrors.CannotRun(e, sample.Id, _path);
        }
    }

    public void Dispose()
    {
        foreach (var bound in _inputs)
        {
            bound.Dispose();
        }

        foreach (var bound in _outputs)
        {
            bound.Dispose();
        }

        _terminate.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
        _owned?.Dispose();
    }

    /// <summary>Binds all inputs; true when every shape is the one of the run before.</summary>
    private bool Bind(Sample sample)
    {
        var same = true;
        for (var i = 0; i < _inputs.Length; i++)
        {
            var data = _check.Find(sample, Inputs[i]);
            same &= data.Shape.Equals(_inputs[i].Shape);
            var element = ElementTypeMap.ToRuntime(data.Element) ?? throw RuntimeErrors.NoTensor("input", Inputs[i].Name, _path);
            _fed[i] = _inputs[i].Bind(data, element);
        }

        return same;
    }

    /// <summary>False when a result has another shape than before although the inputs have not: its shape depends on the values.</summary>
    private bool TryRunIntoBuffers()
    {
        var targets = new OrtValue[_outputs.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = _outputs[i].Value(Result(_outputs[i]));
        }

        try
        {
            _session.Run(_runOptions, _inputNames, _fed, _outputNames, targets);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            _shapesDependOnValues = true; // or a real failure, which the run with the runtime's own buffers will report
            return false;
        }
    }

    private void RunAndCopy()
    {
        using var results = _session.Run(_runOptions, _inputNames, _fed, _outputNames);
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].CopyFrom(results[i]);
        }
    }

    private static TensorData Result(BoundOutput output) => output.Data ?? throw new InvalidOperationException("No run came before.");
}
