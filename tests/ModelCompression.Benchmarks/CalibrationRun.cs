using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Passes;
using ModelCompression.Quantization;
using ModelCompression.Targets;

namespace ModelCompression.Benchmarks;

/// <summary>What calibration costs: CPU time of each calibrator over CPU time of plain inference of the same samples, interleaved, at one thread.</summary>
internal static class CalibrationRun
{
    public const string Usage = "calibration MODEL --data PATH [--preprocess SPEC]";

    private const int UserError = 2;
    private const int Rounds = 5;

    /// <returns>Exit code: 0, or 2 when the arguments, the model or the data must be corrected.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length < 3 || PairedArguments.Parse([arguments[0], .. arguments]) is not { Data: { } data } request)
        {
            Console.Error.WriteLine($"Usage: {Usage}");
            return UserError;
        }

        try
        {
            Measure(request, data);
            return 0;
        }
        catch (UserErrorException e)
        {
            Console.Error.WriteLine($"{e.Diagnostic.Code}: {e.Diagnostic.Message}");
            return UserError;
        }
    }

    private static void Measure(PairedArguments request, string data)
    {
        var runners = new OrtRunnerFactory();
        using var plain = runners.Load(request.Original, new RunnerOptions());
        var spec = request.Preprocess is null ? null : PreprocessingSpec.Load(request.Preprocess);
        IReadOnlyList<Sample> samples = [.. Dataset.Open(new DatasetSource(data, spec), plain.Inputs).Read(CancellationToken.None)];
        var model = OnnxReader.Read(request.Original);
        StandardPasses.Normalize(model, runners, new DiagnosticList());
        var points = QuantizationPoints(model);
        var calibrators = new Catalog().Of<ICalibrator>().Select(entry => (entry.Id, Calibrator: entry.Create<ICalibrator>())).ToList();
        var ratios = calibrators.ToDictionary(entry => entry.Id, _ => new List<double>());
        _ = PlainTime(plain, samples);
        for (var round = 0; round < Rounds; round++)
        {
            var inference = PlainTime(plain, samples);
            foreach (var group in calibrators.GroupBy(entry => entry.Calibrator.NeedsHistogram))
            {
                var (collecting, statistics) = Timed(() =>
                    new RangeMeasurement(runners, group.Key, threads: 1, new DiagnosticList()).Measure(model, points, samples, samples.Count, CancellationToken.None));
                foreach (var (id, calibrator) in group)
                {
                    var (choosing, _) = Timed(() => statistics.Values.Select(tensor => calibrator.RangeOf(tensor, IntegerGrid.AsymmetricU8)).ToList());
                    ratios[id].Add((collecting + choosing) / inference);
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: inference {inference:0.000} s"));
        }

        foreach (var (id, values) in ratios)
        {
            values.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id,-14} {values[Rounds / 2]:0.00}x ({values[0]:0.00} to {values[^1]:0.00})"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{points.Count} tensors, {samples.Count} samples, peak memory {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB (all samples held), {runners.CpuClass}, {runners.Runtime}"));
    }

    /// <summary>What static quantization asks ranges of.</summary>
    private static IReadOnlyList<Value> QuantizationPoints(Model model)
    {
        IReadOnlyList<Value> points = [];
        var types = ShapeTable.Infer(model);
        var weights = model.Graph.Initializers.ToHashSet();
        RangeSource source = values =>
        {
            points = values;
            return values.ToDictionary(value => value, _ => new ActivationRange(-1, 1));
        };
        new StaticQuantizer().Plan(model, new QuantizationInputs(value => types[value], new PortableTarget().Profile, PerChannel: true, source, weights, new Dictionary<Node, string>()));
        return points;
    }

    private static double PlainTime(IModelRunner runner, IReadOnlyList<Sample> samples) => Timed(() =>
    {
        foreach (var sample in samples)
        {
            runner.Run(sample);
        }

        return 0;
    }).Seconds;

    private static (double Seconds, T Result) Timed<T>(Func<T> work)
    {
        var start = Environment.CpuUsage.TotalTime;
        var result = work();
        return ((Environment.CpuUsage.TotalTime - start).TotalSeconds, result);
    }
}
