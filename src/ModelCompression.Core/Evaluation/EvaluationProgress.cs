using System.Globalization;
using ModelCompression.Diagnostics;

namespace ModelCompression.Evaluation;

/// <summary>Tells how far an evaluation is: at every hundredth of a known number of samples, else at every hundredth sample.</summary>
internal sealed class EvaluationProgress(string data, int? count, IDiagnostics diagnostics)
{
    private readonly int _step = count is { } total ? Math.Max(1, total / 100) : 100;
    private int _done;

    public void Advance()
    {
        _done++;
        if (_done % _step == 0 || _done == count)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Evaluating on '{data}': {_done}{(count is { } total ? $" of {total}" : "")} samples");
            diagnostics.Progress(message, count is > 0 and { } all ? Math.Min(1, (double)_done / all) : null);
        }
    }
}
