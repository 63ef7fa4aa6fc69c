using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>Runs a model over samples and collects the statistics of chosen tensors, channel by channel.</summary>
public sealed class ChannelMeasurement(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <param name="groups">Groups of <paramref name="model"/>; tensors of other groups are not measured.</param>
    /// <param name="values">Outputs of nodes to measure.</param>
    /// <returns>Statistics of each tensor that has them: none when a value was not finite or the channels were others than expected.</returns>
    /// <exception cref="UserErrorException">MC2004, MC2012 from the runner.</exception>
    public IReadOnlyDictionary<Value, ChannelStatistics> Measure(
        Model model, IReadOnlyList<ChannelGroup> groups, IReadOnlyList<Value> values, IEnumerable<Sample> samples, CancellationToken cancel)
    {
        var observers = new Dictionary<Value, ChannelObserver>();
        foreach (var value in values.Distinct())
        {
            if (groups.FirstOrDefault(group => group.Values.ContainsKey(value)) is { } group)
            {
                observers[value] = new ChannelObserver(group.Channels, group.Values[value]);
            }
        }

        Run(model, [.. observers], samples, cancel);
        var result = new Dictionary<Value, ChannelStatistics>();
        foreach (var (value, observer) in observers)
        {
            if (observer.Statistics() is { } statistics)
            {
                result[value] = statistics;
            }
        }

        return result;
    }

    private void Run(Model model, IReadOnlyList<KeyValuePair<Value, ChannelObserver>> observers, IEnumerable<Sample> samples, CancellationToken cancel)
    {
        if (observers.Count == 0)
        {
            return;
        }

        new ActivationReader(runners, threads, diagnostics).Read(model, [.. observers.Select(pair => pair.Key)], samples, ("measuring channels", null), contents =>
        {
            for (var i = 0; i < contents.Count; i++)
            {
                observers[i].Value.Add(contents[i]);
            }
        }, cancel);
    }
}
