using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>The nested classes of the generated class that hold the innermost loops of its unrolled convolutions. Both forms of a network use them.</summary>
internal sealed class TileClasses
{
    private readonly Dictionary<string, (string Name, Step Step)> _classes = [];

    /// <param name="plans">The plans of both forms: the tiles of a layer are made for the widths of the first that unrolls it.</param>
    /// <param name="names">Names that are taken.</param>
    public TileClasses(IEnumerable<PlannedNetwork> plans, UniqueNames names)
    {
        foreach (var step in plans.SelectMany(plan => plan.Steps).Where(step => step.Kernel.Unrolled && !_classes.ContainsKey(step.Node.Name)))
        {
            _classes.Add(step.Node.Name, (names.Take(CSharp.Identifier(step.Node.Name) + "Tiles"), step));
        }
    }

    /// <summary>The names of the classes.</summary>
    public IEnumerable<string> Names => _classes.Values.Select(tiles => tiles.Name);

    /// <summary>The expression for the tiles of a layer.</summary>
    public string this[string layer] => _classes[layer].Name + ".Instance";

    public void Write(SourceWriter writer)
    {
        foreach (var (name, step) in _classes.Values)
        {
            writer.Line();
            TileEmitter.Write(writer, name, step);
        }
    }
}
