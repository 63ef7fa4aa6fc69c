namespace ModelCompression.Metrics;

/// <summary>How often each class was right, labelled and predicted: all that F1 and recall need of a confusion matrix.</summary>
internal sealed class ClassTable(int classes)
{
    private readonly long[] _right = new long[classes];
    private readonly long[] _labelled = new long[classes];
    private readonly long[] _predicted = new long[classes];
    private long _count;

    /// <param name="predicted">-1 for none.</param>
    public void Add(int label, int predicted, int weight)
    {
        _count += weight;
        _labelled[label] += weight;
        if (predicted >= 0)
        {
            _predicted[predicted] += weight;
            _right[label] += label == predicted ? weight : 0;
        }
    }

    /// <summary>2 TP / (2 TP + FP + FN) of one class; 0 when it was neither labelled nor predicted.</summary>
    public double F1(int found) => found < classes && _labelled[found] + _predicted[found] is > 0 and var both ? 2.0 * _right[found] / both : 0;

    /// <summary>Mean F1 of the classes that were labelled or predicted; NaN without samples.</summary>
    public double MacroF1() => Mean(found => _labelled[found] + _predicted[found] > 0, F1);

    /// <summary>F1 of all classes together; what was predicted for no class counts as missed.</summary>
    public double MicroF1() => _count == 0 ? double.NaN : 2.0 * _right.Sum() / (_labelled.Sum() + _predicted.Sum());

    /// <summary>Mean share of right samples of the classes that were labelled; NaN without samples.</summary>
    public double MeanRecall() => Mean(found => _labelled[found] > 0, found => (double)_right[found] / _labelled[found]);

    private double Mean(Func<int, bool> takes, Func<int, double> valueOf)
    {
        var (sum, count) = (0.0, 0);
        for (var found = 0; found < classes; found++)
        {
            if (takes(found))
            {
                (sum, count) = (sum + valueOf(found), count + 1);
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
