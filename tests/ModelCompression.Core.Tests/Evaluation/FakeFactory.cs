using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Evaluation;

/// <summary>"Models" that are functions from the sample's <c>x</c> to scores, chosen by path. Counts what is loaded and not disposed.</summary>
internal sealed class FakeFactory(IReadOnlyDictionary<string, Func<TensorData, TensorData>> models) : IModelRunnerFactory
{
    private int _open;
    private int _loaded;

    public string Runtime => "Fake 1.0";

    public string CpuClass => "other";

    public int Open => _open;

    public int Loaded => _loaded;

    public IReadOnlyList<string> CandidateOutputs { get; init; } = ["y"];

    public IModelRunner Load(string path, RunnerOptions options)
    {
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _loaded);
        return new Runner(models[path], path == "original" ? ["y"] : CandidateOutputs, () => Interlocked.Decrement(ref _open));
    }

    public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) => throw new NotSupportedException();

    public Model Optimized(string path) => throw new NotSupportedException();

    private sealed class Runner(Func<TensorData, TensorData> function, IReadOnlyList<string> outputs, Action disposed) : IModelRunner
    {
        public IReadOnlyList<Port> Inputs { get; } = [new Port("x", null)];

        public IReadOnlyList<Port> Outputs { get; } = [.. outputs.Select(name => new Port(name, null))];

        public IReadOnlyList<TensorData> Run(Sample sample) => [function(sample.Inputs["x"])];

        public void Dispose() => disposed();
    }
}
