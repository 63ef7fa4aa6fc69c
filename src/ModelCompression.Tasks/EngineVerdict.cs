using System.Globalization;
using ModelCompression.Tasks.Items;
using ModelCompression.Tasks.Protocol;

namespace ModelCompression.Tasks;

/// <summary>Decides whether the engine did what it was asked to, and says so when it did not.</summary>
internal sealed class EngineVerdict(ItemLog log, EngineRequest request)
{
    /// <summary>True when every model was accepted and is there.</summary>
    public bool Judge(EngineExit exit)
    {
        if (exit.IsDone && exit.Code != 0 && log.HasErrors)
        {
            return false;
        }

        if (!exit.IsOrderly)
        {
            log.Error(null, TaskCodes.EngineCrashed, LastWords(exit, "The engine ended unexpectedly"));
            return false;
        }

        if (!exit.IsAccepted)
        {
            log.Error(null, TaskCodes.EngineCrashed, LastWords(exit, "The engine failed without an error"));
            return false;
        }

        foreach (var missing in request.Items.Where(item => !File.Exists(item.Output)))
        {
            log.Error(null, TaskCodes.EngineCrashed, $"The engine did not write '{missing.Output}' for model '{missing.Id}'. Please report this.");
        }

        if (log.HasErrors)
        {
            Remove();
            return false;
        }

        Refresh();
        return true;
    }

    /// <summary>A failed build leaves no output that would let the next one pass.</summary>
    private void Remove()
    {
        foreach (var item in request.Items)
        {
            File.Delete(item.Output);
        }
    }

    /// <summary>The outputs are newer than what they were made from, also when they came out of a cache with an old time.</summary>
    private void Refresh()
    {
        var now = DateTime.UtcNow;
        foreach (var item in request.Items.Where(item => File.Exists(item.Output)))
        {
            File.SetLastWriteTimeUtc(item.Output, now);
        }
    }

    private static string LastWords(EngineExit exit, string what) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} (exit code {1}). {2}",
        what,
        exit.Code,
        exit.LastWords.Count == 0 ? "It wrote nothing to standard error." : "Its last lines: " + string.Join("\n", exit.LastWords));
}
