using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Evaluation;

/// <summary>Both models, loaded to run on the same samples.</summary>
internal sealed class RunnerPair : IDisposable
{
    private readonly IModelRunner _original;
    private readonly IModelRunner _candidate;

    private RunnerPair(IModelRunner original, IModelRunner candidate)
    {
        _original = original;
        _candidate = candidate;
    }

    public IReadOnlyList<string> OutputNames => [.. _original.Outputs.Select(port => port.Name)];

    /// <exception cref="UserErrorException">MC2014: inputs or outputs differ.</exception>
    public static RunnerPair Load(IModelRunnerFactory factory, EvaluationRequest request, int threads)
    {
        var options = new RunnerOptions(threads, Exact: request.Exact);
        var original = factory.Load(request.Original, options);
        IModelRunner? candidate = null;
        try
        {
            candidate = factory.Load(request.Candidate, options);
            RequireSame("inputs", original.Inputs, candidate.Inputs, request);
            RequireSame("outputs", original.Outputs, candidate.Outputs, request);
            return request.Loop is { } loop ? new RunnerPair(new SteppingRunner(original, loop), new SteppingRunner(candidate, loop)) : new RunnerPair(original, candidate);
        }
        catch
        {
            original.Dispose();
            candidate?.Dispose();
            throw;
        }
    }

    /// <summary>Runs both models. The tensors are copies: they stay valid.</summary>
    public PairResult Run(Sample sample) => new(Copy(_original.Run(sample)), Copy(_candidate.Run(sample)));

    public void Dispose()
    {
        _original.Dispose();
        _candidate.Dispose();
    }

    private static TensorData[] Copy(IReadOnlyList<TensorData> tensors) =>
        [.. tensors.Select(tensor => tensor.Copy())];

    private static void RequireSame(string what, IReadOnlyList<Port> original, IReadOnlyList<Port> candidate, EvaluationRequest request)
    {
        if (!original.Select(port => port.Name).SequenceEqual(candidate.Select(port => port.Name)))
        {
            var message = $"The {what} of '{request.Candidate}' ({List(candidate)}) are not those of '{request.Original}' ({List(original)}), so the two cannot be compared. Compare a model with the one it was made from.";
            throw new UserErrorException(Codes.SignatureDiffers, message, request.Candidate);
        }

        static string List(IReadOnlyList<Port> ports) => string.Join(", ", ports.Select(port => port.Name));
    }
}

/// <summary>What both models make of one sample.</summary>
internal sealed record PairResult(IReadOnlyList<TensorData> Original, IReadOnlyList<TensorData> Candidate);
