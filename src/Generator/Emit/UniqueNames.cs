using System;
using System.Collections.Generic;

namespace NetGen.Generator.Emit;

/// <summary>Names of members of one class, none twice.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name asked for, or that with the first number that makes it unique.</summary>
    public string Take(string name)
    {
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++) unique = name + "_" + number.Text();
        return unique;
    }
}
