using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Evaluation;

/// <summary>Runs the original file and the compressed file on the same samples and measures both.</summary>
public sealed class Evaluator(IModelRunnerFactory factory)
{
    /// <summary>Models up to this size are loaded once a thread; larger ones once, with all threads inside the runtime.</summary>
    internal const long MaxBytesForCopies = 200_000_000;

    private const int MaxPairs = 4;

    /// <summary>Each sample is read once and run by both models before the next is judged; sums are taken in the order of the samples.</summary>
    /// <param name="samples">The data; read once, one sample at a time.</param>
    /// <param name="count">Number of samples for progress, or null when it is not known.</param>
    /// <exception cref="UserErrorException">MC2006: no samples; MC2014: the models' signatures differ; and what runner and metric throw.</exception>
    public EvaluationResult Measure(EvaluationRequest request, IEnumerable<Sample> samples, int? count, IDiagnostics diagnostics, CancellationToken cancellation)
    {
        var pairCount = PairCount(request, count);
        var pairs = new List<RunnerPair>();
        try
        {
            for (var i = 0; i < pairCount; i++)
            {
                pairs.Add(RunnerPair.Load(factory, request, Math.Max(1, request.Threads / pairCount)));
            }

            var score = new PairedScore(request.Metric, request.Decoding, pairs[0].OutputNames);
            var progress = new EvaluationProgress(request.Data, count, diagnostics);
            new OrderedParallel<Sample, PairResult>(samples, Take, cancellation).Run(pairs, (pair, sample) => pair.Run(sample));
            return score.Samples > 0
                ? score.Result(factory, (request.Draws, request.Seed, request.Threads), request.Mode)
                : throw new UserErrorException(Codes.EmptyData, $"Data set '{request.Data}' holds no samples, so nothing can be measured. Check its path and contents.", request.Data);

            void Take(Sample sample, PairResult result)
            {
                score.Add(sample, result);
                progress.Advance();
            }
        }
        finally
        {
            pairs.ForEach(pair => pair.Dispose());
        }
    }

    /// <summary>One pair of runners a thread while that costs little memory and every pair has work.</summary>
    private static int PairCount(EvaluationRequest request, int? count)
    {
        var sizeBytes = SizeBytes(request.Original) + SizeBytes(request.Candidate);
        return sizeBytes > MaxBytesForCopies || count < 16 ? 1 : Math.Clamp(request.Threads, 1, MaxPairs);
    }

    /// <summary>Zero for a file that does not exist, which loading then reports.</summary>
    private static long SizeBytes(string path)
    {
        var model = new FileInfo(path);
        return model.Exists ? model.Length + ExternalBytes(path) : 0;
    }

    private static long ExternalBytes(string path) => new FileInfo(path + ".data") is { Exists: true } data ? data.Length : 0;
}
