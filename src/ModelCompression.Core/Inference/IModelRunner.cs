using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>A model input or output as the runtime declares it; <paramref name="Type"/> is null when it is no tensor.</summary>
public sealed record Port(string Name, TensorType? Type);

/// <summary>Runs one loaded model: the native boundary. Not thread-safe; make one per thread.</summary>
public interface IModelRunner : IDisposable
{
    /// <summary>Inputs that must be fed (those without a stored default).</summary>
    IReadOnlyList<Port> Inputs { get; }

    /// <summary>Outputs in the order <see cref="Run"/> returns them.</summary>
    IReadOnlyList<Port> Outputs { get; }

    /// <summary>
    /// Runs one sample. The tensors returned are valid until the next call on this runner, whose memory they share; an output that is a model input is the
    /// tensor that was fed.
    /// </summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2004: an input is missing or has the wrong type or shape; MC2012: the runtime failed.</exception>
    IReadOnlyList<TensorData> Run(Sample sample);
}

/// <summary>How a model is loaded.</summary>
/// <param name="Threads">Intra-op threads; 1 or more.</param>
/// <param name="Optimize">False loads with all graph optimizations off (structure checks and exact intermediate values).</param>
/// <param name="Exact">True asks for the slower kernels that never saturate (x64 without VNNI).</param>
public sealed record RunnerOptions(int Threads = 1, bool Optimize = true, bool Exact = false)
{
    /// <summary>Ends a run that is under way; the run then throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancel { get; init; }
}

/// <summary>Loads models into the runtime.</summary>
public interface IModelRunnerFactory
{
    /// <summary>Name and version of the runtime, for example <c>ONNX Runtime 1.31.1</c>.</summary>
    string Runtime { get; }

    /// <summary>The CPU class models run on; see <see cref="Inference.CpuClass"/>.</summary>
    string CpuClass { get; }

    /// <summary>Loads a model file as it would be loaded by an app.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2012: the runtime rejects the model; or what reading the file would throw.</exception>
    IModelRunner Load(string path, RunnerOptions options);

    /// <summary>
    /// Loads a model held in memory, with extra values as outputs. The returned runner's outputs are the model's own, then <paramref name="extraOutputs"/> in order.
    /// The model is not changed.
    /// </summary>
    IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null);

    /// <summary>The graph the runtime makes of a file after its hardware-independent (extended) optimizations.</summary>
    Model Optimized(string path);
}
